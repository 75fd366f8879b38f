#!/usr/bin/env bash
# Sends one letter with nothing but openssl and curl, so that the whole wire can be seen.
# Usage: send-with-curl.sh LETTER.pdf NATIONAL_IDENTITY_NUMBER SUBJECT [URL [SENDER_ID [KEY.pem]]]
set -euo pipefail

letter=$1 recipient=$2 subject=$3
url=${4:-http://127.0.0.1:8282} sender=${5:-1001} key=${6:-data/sandbox/fjellvik-kommune/key.pem}

document=$(cat /proc/sys/kernel/random/uuid)   # any random uuid in lower case
boundary=letter-$document
body=$(mktemp) && trap 'rm -f "$body"' EXIT

# 1. One multipart body: the message as XML, then the document's bytes, named by its uuid.
{
  printf -- '--%s\r\n' "$boundary"
  printf 'Content-Disposition: attachment; filename="message"\r\n'
  printf 'Content-Type: application/vnd.digipost-v8+xml\r\n\r\n'
  cat <<XML
<?xml version="1.0" encoding="UTF-8"?>
<message xmlns="http://api.digipost.no/schema/v8">
  <message-id>$document</message-id>
  <recipient><personal-identification-number>$recipient</personal-identification-number></recipient>
  <primary-document><uuid>$document</uuid><subject>$subject</subject><file-type>pdf</file-type></primary-document>
</message>
XML
  printf -- '\r\n--%s\r\n' "$boundary"
  printf 'Content-Disposition: attachment; filename="%s"\r\n' "$document"
  printf 'Content-Type: application/pdf\r\n\r\n'
  cat "$letter"
  printf -- '\r\n--%s--\r\n' "$boundary"
} > "$body"

# 2. The hash of the exact bytes, and the text that is signed: method, path, signed headers, and an empty query line.
hash=$(openssl dgst -sha256 -binary "$body" | base64 -w0)
date=$(LC_ALL=C date -u '+%a, %d %b %Y %H:%M:%S GMT')
signature=$(printf 'POST\n/messages\ndate: %s\nx-content-sha256: %s\nx-digipost-userid: %s\n\n' "$date" "$hash" "$sender" |
  openssl dgst -sha256 -sign "$key" | base64 -w0)

# 3. Send. -i shows the signed answer: X-Content-SHA256 and X-Digipost-Signature, then the message-delivery.
curl -i --silent --show-error --fail-with-body "$url/messages" \
  -H "X-Digipost-UserId: $sender" \
  -H "Date: $date" \
  -H "X-Content-SHA256: $hash" \
  -H "X-Digipost-Signature: $signature" \
  -H 'Accept: application/vnd.digipost-v8+xml' \
  -H "Content-Type: multipart/vnd.digipost-v8+xml; boundary=$boundary" \
  --data-binary "@$body"
echo
