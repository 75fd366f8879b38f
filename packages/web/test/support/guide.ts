import { join } from 'node:path'
import { languages, type Size, sizes } from './picture-town.ts'
import { type View, views } from './views.ts'

const root = join(import.meta.dirname, '../../../..')
export const guidePath = join(root, 'docs/guides/mailbox.md')
export const picturesFolder = join(root, 'docs/pictures/mailbox')

const languageNames = { nb: 'Bokmål', nn: 'Nynorsk', en: 'English' } as const
const sizeNames: Record<Size, string> = { phone: 'Phone', desktop: 'Desktop' }

const pictureName = ({ name }: View, size: Size, language: string) =>
  `${name.replaceAll(/\W+/g, '-')}-${size}-${language}.webp`

/** Every picture that there has to be. */
export const allPictures = views.flatMap((view) =>
  (Object.keys(sizes) as Size[]).flatMap((size) =>
    languages.map((language) => ({ view, size, language, file: pictureName(view, size, language) })),
  ),
)

const begin = (name: string) => `<!-- pictures: ${name} -->`
const others = '<!-- other views -->'
const end = '<!-- end of pictures -->'

function tableOf(view: View): string {
  const head = `| | ${languages.map((language) => languageNames[language]).join(' | ')} |\n|---|---|---|---|`
  const rows = (Object.keys(sizes) as Size[]).map((size) => {
    const cells = languages.map((language) => {
      const words = `${view.name}, ${sizeNames[size].toLowerCase()}, ${languageNames[language]}`
      return `![${words}](../pictures/mailbox/${pictureName(view, size, language)})`
    })
    return `| ${sizeNames[size]} | ${cells.join(' | ')} |`
  })
  return [head, ...rows].join('\n')
}

/**
 * The guide with the tables of its pictures made anew: each stands where the guide names its view, and views that it does
 * not name stand at its end.
 */
export function withPictures(guide: string): string {
  const [before = ''] = guide.split(others)
  const filled = before.replaceAll(
    /<!-- pictures: ([^>]+) -->\n(?:[\s\S]*?<!-- end of pictures -->)?/g,
    (_found, name: string) => `${begin(name)}\n\n${tableOf(viewOf(name))}\n\n${end}`,
  )
  const named = [...before.matchAll(/<!-- pictures: ([^>]+) -->/g)].map(([, name]) => name)
  const rest = views.filter(({ name }) => !named.includes(name)).map((view) => `### ${view.name}\n\n${tableOf(view)}`)
  return [filled.trimEnd(), others, ...rest].join('\n\n').concat('\n')
}

function viewOf(name: string): View {
  const view = views.find((one) => one.name === name)
  if (view === undefined) throw new Error(`the guide shows “${name}”, which is no view`)
  return view
}
