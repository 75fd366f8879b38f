import type { Edition } from '../versions.ts'
import { writeXsd } from '../xml/xsd.ts'
import { dataTypes } from './data-types/index.ts'
import { rootElements } from './root-elements.ts'

/** The generated XML schema of one version of the messages, or of the data types. */
export const schemaOf = (edition: Edition): string =>
  writeXsd(edition, edition === 'datatypes' ? Object.values(dataTypes) : rootElements)
