#!/usr/bin/env bash
# Expected: in a style attribute only /* … */ is a comment, as in CSS and in browsers; what stands behind a "//" counts.
# Happens: the validator drops everything from "//" to the end of the attribute, and calls the letter fit for the web. A browser
#   drops the one declaration that has the "//" and keeps those after it.
# Version: no.digipost:digipost-html-validator 1.1.5 (owasp-java-html-sanitizer 20260102.1), Java 17 or newer.
# Matters: a letter template with "//" in a style, as left by an editor or a preprocessor, looks right in every browser and
#   loses its layout in the recipient's mailbox, although the check before sending said that it was accepted.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>no.digipost</groupId><artifactId>digipost-html-validator</artifactId><version>1.1.5</version></dependency>
  </dependencies>
</project>
XML
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.6.1:build-classpath -Dmdep.outputFile=classpath >log 2>&1 || { cat log; exit 1; }
cat >Ask.java <<'JAVA'
import java.nio.charset.StandardCharsets;
import no.digipost.sanitizing.HtmlValidationResult;
import no.digipost.sanitizing.HtmlValidator;

public class Ask {
  public static void main(String[] styles) throws Exception {
    for (String style : styles) {
      String letter = "<!doctype html><html><head><title>t</title></head><body><p style=\"" + style + "\">Hei</p></body></html>";
      HtmlValidationResult result = new HtmlValidator().valider(letter.getBytes(StandardCharsets.UTF_8));
      String text = "";
      for (var field : result.getClass().getDeclaredFields()) {
        field.setAccessible(true);
        String value = String.valueOf(field.get(result));
        if (value.contains("<p")) text = value.substring(value.indexOf("<p"), value.indexOf("</p>") + 4);
      }
      System.out.println(style + " => " + (result.okForWeb ? "accepted, " : "refused, ") + (text.isEmpty() ? "unchanged" : text));
    }
  }
}
JAVA
java -cp "$(cat classpath)" Ask.java 'color:red;margin:1px;padding:0' 'color:red;margin://1px;padding:0' 'color:red; // rest; padding:0' 2>log | tee seen.txt || cat log
cat >expected.txt <<'TXT'
color:red;margin:1px;padding:0 => accepted, unchanged
color:red;margin://1px;padding:0 => accepted, <p style="color:red">Hei</p>
color:red; // rest; padding:0 => accepted, <p style="color:red">Hei</p>
TXT
diff expected.txt seen.txt && echo "as found: digipost-html-validator 1.1.5"
