#!/usr/bin/env bash
# Expected: a PDF's text comes in the order of the HTML that it was made from: "Du skylder 500", the raised "1", "kroner".
# Happens: openhtmltopdf draws the line without its raised part and the raised part after the whole line. A reader that goes by
#   the order in the file reads "Du skylder 500  kroner innen fredag.1".
# Version: com.openhtmltopdf:openhtmltopdf-pdfbox 1.0.10; read with PyPI pypdf 7.1.1.
# Matters: senders in Java make their letters from HTML with it. A note behind an amount ends up behind the next sentence in a
#   text view, in a search excerpt and in what is read aloud; only the place on the page tells where it belongs.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>com.openhtmltopdf</groupId><artifactId>openhtmltopdf-pdfbox</artifactId><version>1.0.10</version></dependency>
  </dependencies>
</project>
XML
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.6.1:build-classpath -Dmdep.outputFile=classpath >log 2>&1 || { cat log; exit 1; }
cat >Make.java <<'JAVA'
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import java.io.FileOutputStream;

public class Make {
  public static void main(String[] none) throws Exception {
    String html = "<html><head><title>t</title></head><body><p>Du skylder 500<sup>1</sup> kroner innen fredag.</p></body></html>";
    try (FileOutputStream out = new FileOutputStream("letter.pdf")) {
      PdfRendererBuilder builder = new PdfRendererBuilder();
      builder.withHtmlContent(html, null);
      builder.toStream(out);
      builder.run();
    }
  }
}
JAVA
java -cp "$(cat classpath)" Make.java >log 2>&1 || { cat log; exit 1; }
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check pypdf==7.1.1
venv/bin/python -c 'import pypdf; print(" | ".join(pypdf.PdfReader("letter.pdf").pages[0].extract_text().split("\n")))' | tee seen.txt
[ "$(cat seen.txt)" = 'Du skylder 500  kroner innen fredag.1' ] && echo 'as found: openhtmltopdf-pdfbox 1.0.10'
