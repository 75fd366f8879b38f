import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Base64;
import no.digipost.sanitizing.HtmlValidator;

/** Reads letters, base64, one a line, and says of each whether the official validator accepts it. */
public class Verdicts {
  public static void main(String[] none) throws Exception {
    PrintStream answers = System.out;
    // The library's log would stand between the answers.
    System.setOut(new PrintStream(OutputStream.nullOutputStream()));
    HtmlValidator validator = new HtmlValidator();
    BufferedReader letters = new BufferedReader(new InputStreamReader(System.in));
    for (String letter; (letter = letters.readLine()) != null; ) {
      answers.println(validator.valider(Base64.getDecoder().decode(letter)).okForWeb ? "accepted" : "refused");
    }
  }
}
