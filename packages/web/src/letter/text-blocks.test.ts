import assert from 'node:assert/strict'
import { it } from 'node:test'
import { textBlocks } from './text-blocks.ts'

const kinds = (text: string) => textBlocks(text).map(({ columns, text: part }) => [columns, part.trim()])

it('prose is one block, also with two spaces after its sentences and with indents', () => {
  for (const text of [
    'Hei Kari.\n\nVi viser til søknaden.  Den er innvilget.  Pengene kommer.\n\nHilsen\nNAV',
    'Ta med:\n  - legitimasjon\n  - medisinliste\n\n    Med hilsen',
    'Time:  kl. 10\nSted:  Storgata 1',
    'Én linje med  to mellomrom',
    '',
    '\n\n',
  ]) {
    assert.deepEqual(
      textBlocks(text).filter(({ columns }) => columns),
      [],
      text,
    )
  }
})

it('lines with spaces, tabs or drawn rules between columns are laid out, and prose around them is not', () => {
  const table = 'Post                Beløp\nLønn             14 250,00\nTrekk             -1 250,00'
  assert.deepEqual(kinds(table), [[true, table]])
  assert.deepEqual(kinds(`Hei.\n\n${table}\n\nSum              13 000,00\n\nHilsen banken`), [
    [false, 'Hei.'],
    [true, `${table}\n\nSum              13 000,00`],
    [false, 'Hilsen banken'],
  ])
  assert.equal(textBlocks('Dato\tBeløp\n01.11.\t250,00\n')[0]?.columns, true)
  assert.equal(textBlocks('+----+----+\n| a  | b  |\n+----+----+')[0]?.columns, true)
  assert.equal(textBlocks('┌──┬──┐\n│a │b │\n└──┴──┘')[0]?.columns, true)
})

it('the blocks put together are the whole text again, in time that grows with it', () => {
  for (const text of [
    'a\n\nb',
    '\n\nx  \n \n\ty\n',
    `${'a  b\n'.repeat(3)}\n\n\nprosa`,
    ' '.repeat(200_000),
    'a\t'.repeat(100_000),
    `x${'\t'.repeat(200_000)}`,
    `|${' +'.repeat(100_000)}x`,
  ]) {
    const started = performance.now()
    assert.equal(
      textBlocks(text)
        .map((block) => block.text)
        .join(''),
      text,
    )
    assert.ok(performance.now() - started < 1000)
  }
})
