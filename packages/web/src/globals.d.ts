/** Folder of pdf.js' character maps, standard fonts and decoders; written by vite.config.ts. */
declare const PDFJS_RESOURCES: string
