import type { Document } from '@brevdue/protocol'
import type { Problem } from './problem.ts'
import type { Permission } from './sender.ts'

/** What may be said of one document without looking at its content (protocol 5.3, 7.3, 7.7). */
export function documentProblems(document: Document, where: string, permissions: readonly string[]): Problem[] {
  const problems: Problem[] = []
  const may = (permission: Permission) => permissions.includes(permission)
  const technical = document.technicalType !== undefined
  if (technical && !may('technical-attachments')) {
    problems.push({
      code: 'NOT_APPROVED_FOR_TECHNICAL_ATTACHMENTS',
      message: `${where}/@technical-type: the sender’s account is not open for technical attachments. The operator opens it.`,
    })
  }
  if (!technical && (document.subject ?? '').trim() === '') {
    problems.push({
      code: 'MISSING_SUBJECT',
      message: `${where}/subject is blank or missing. Give the document a subject.`,
    })
  }
  if (document.authenticationLevel?.startsWith('IDPORTEN') === true && !may('idporten')) {
    problems.push({
      code: 'NOT_APPROVED_FOR_IDPORTEN',
      message: `${where}/authentication-level: only public bodies with that permission may ask for ${document.authenticationLevel}. Use TWO_FACTOR.`,
    })
  }
  if (isHtml(document.fileType) && !may('html')) {
    problems.push({
      code: 'ILLEGAL_HTML_CONTENT',
      message: `${where}/file-type: the sender’s account is not open for HTML. The operator opens it; PDF needs no permission.`,
    })
  }
  return problems
}

const isHtml = (fileType: string) => /^html?$/i.test(fileType.trim())

/** Whether the sender asks for an opening receipt, and in what words: by the element or by the data type (7.5). */
export function openingReceiptOf(document: Document): string | null {
  const { openingReceipt, dataType } = document
  if (openingReceipt !== undefined && openingReceipt.trim() !== '') return openingReceipt
  return dataType?.name === 'opening-receipt' ? dataType.value.group : null
}
