/** Folder of pdf.js' character maps, standard fonts and decoders; written by vite.config.ts. */
declare const PDFJS_RESOURCES: string

/** Address of pdf.js' worker; made by vite.config.ts. */
declare module 'virtual:pdf-worker-url' {
  const url: string
  export default url
}
