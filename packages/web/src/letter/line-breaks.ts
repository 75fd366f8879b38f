/** A lone carriage return ends a line too, but no browser draws it so. */
export const withLineBreaks = (text: string): string => text.replaceAll(/\r\n?/g, '\n')
