/** How deep elements may be nested. The deepest form of the schema, apart from recursive attachments, has 9 levels. */
export const maxDepth = 64

/** How many attributes and namespace declarations one element may have. The schema's widest element has 10. */
export const maxAttributes = 64

/**
 * How large a document may be, in bytes. Reading takes memory in proportion, at worst about fifty times the size, so a
 * server sets a smaller limit of its own; a message of 202 documents with full data types needs some megabytes.
 */
export const maxDocumentBytes = 64 * 1024 * 1024
