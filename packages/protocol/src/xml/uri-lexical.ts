// RFC 3986, with the characters that xsd:anyURI lets stand unescaped taken as ordinary ones.
const escape = '%[0-9A-Fa-f]{2}'
const plain = "[A-Za-z0-9\\-._~!$&'()*+,;=]"
const pathCharacter = `(?:[A-Za-z0-9\\-._~!$&'()*+,;=:@]|${escape})`
const path = `(?:${pathCharacter}|/)*`
const authority = `(?:(?:${plain}|:|${escape})*@)?(?:\\[[^\\]]*\\]|(?:${plain}|${escape})*)(?::[0-9]*)?`
const tail = `(?:\\?(?:${pathCharacter}|[/?])*)?(?:#(?:${pathCharacter}|[/?])*)?`
const rooted = `(?://${authority}(?:/${path})?|/(?:${pathCharacter}${path})?)`
const rootless = `(?:${pathCharacter}${path})?`
const noScheme = `(?:(?:[A-Za-z0-9\\-._~!$&'()*+,;=@]|${escape})+(?:/${path})?)?`
const expression = new RegExp(`^(?:[A-Za-z][A-Za-z0-9+\\-.]*:(?:${rooted}|${rootless})|${rooted}|${noScheme})${tail}$`)

// Everything that a URI would have to escape.
// oxlint-disable-next-line no-control-regex
const unescaped = /[\u0000-\u0020"<>\\^`{|}\u007f-\uffff]/g

/** Whether this is an xsd:anyURI: a URI reference, in which characters that need escaping may stand unescaped. */
export const isAnyUri = (text: string): boolean => expression.test(text.replace(unescaped, '_'))
