#!/usr/bin/env bash
# Expected: a .p12 made by OpenSSL 3 opens in node-forge with the same password, and the reverse, whatever letters the password has.
# Happens: with an ASCII password both ways work. With "blåbær" neither does: OpenSSL takes the letters as UTF-16 for the MAC
#   and as UTF-8 for the keys of PBES2, node-forge gives one and the same string to both.
# Version: npm node-forge 1.4.3; the OpenSSL 3 of the system.
# Matters: senders of digital mail get their enterprise certificate as a .p12 with a password that a person chose; a Norwegian
#   password makes the right file look damaged or the right password wrong, in one tool and not in the other.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund node-forge@1.4.3 >/dev/null
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=Test sender" -keyout key.pem -out cert.pem 2>/dev/null
cat >forge.cjs <<'JS'
const forge = require('node-forge')
const { readFileSync, writeFileSync } = require('node:fs')
const [, , act, file, password] = process.argv
if (act === 'open') {
  try {
    forge.pkcs12.pkcs12FromAsn1(forge.asn1.fromDer(readFileSync(file, 'latin1')), password)
    console.log('opened')
  } catch (error) {
    console.log('refused: ' + error.message)
  }
} else {
  const key = forge.pki.privateKeyFromPem(readFileSync('key.pem', 'utf8'))
  const certificate = forge.pki.certificateFromPem(readFileSync('cert.pem', 'utf8'))
  const packed = forge.pkcs12.toPkcs12Asn1(key, [certificate], password, { algorithm: 'aes256' })
  writeFileSync(file, Buffer.from(forge.asn1.toDer(packed).getBytes(), 'latin1'))
}
JS
seen() { # name, password
  openssl pkcs12 -export -inkey key.pem -in cert.pem -out "openssl-$1.p12" -passout "pass:$2"
  node forge.cjs make "forge-$1.p12" "$2"
  echo "$1: made by OpenSSL, node-forge: $(node forge.cjs open "openssl-$1.p12" "$2")"
  if openssl pkcs12 -in "forge-$1.p12" -passin "pass:$2" -nodes >/dev/null 2>&1; then echo "$1: made by node-forge, OpenSSL: opened"; else echo "$1: made by node-forge, OpenSSL: refused"; fi
}
export LC_ALL=C.UTF-8
{ seen ascii blabar; seen norwegian blåbær; } | tee seen.txt
cat >expected.txt <<'TXT'
ascii: made by OpenSSL, node-forge: opened
ascii: made by node-forge, OpenSSL: opened
norwegian: made by OpenSSL, node-forge: refused: Failed to decrypt PKCS#12 SafeContents.
norwegian: made by node-forge, OpenSSL: refused
TXT
diff expected.txt seen.txt && echo "as found: node-forge 1.4.3, $(openssl version)"
