/** How deep elements may be nested. The deepest form of the schema, apart from recursive attachments, has 9 levels. */
export const maxDepth = 64

/** How many attributes and namespace declarations one element may have. The schema's widest element has 10. */
export const maxAttributes = 64
