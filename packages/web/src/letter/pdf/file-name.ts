/** Characters that end a name early, lead to another folder, or turn the reading direction to hide the file's type. */
const dangerous = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}"*/:<>?\\|]/gu
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i
const longest = 120

/** Types that start something, or can carry what starts something, when they are opened. */
const active = new Set(
  (
    'app appimage application appref-ms bat bin bash chm cmd com command cpl deb desktop dll dmg docm dotm exe gadget ' +
    'hta htm html img inf ins iso jar jnlp js jse lnk mht mhtml msc msi msix msp mst one pif pkg potm ppam ppsm pptm ' +
    'ps1 ps2 psc1 py pyw reg rpm run scf scr sct settingcontent-ms sh shb shtml sldm svg svgz sys url vb vbe vbs vhd ' +
    'vhdx wsc wsf wsh xhtml xht xlam xll xlsb xlsm xltm xps'
  ).split(' '),
)

/** Archives, whose files nobody can judge by the archive's name. */
const archives = new Set('7z ace arj bz2 cab gz lz lzh rar tar tgz xz z zip zst'.split(' '))

/** A name that any system takes for one file and shows as what it is; the words stay, the type stays. */
export function safeFileName(name: string, fallback: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? ''
  const bare = last
    .normalize('NFC')
    .replace(dangerous, '')
    .replace(/^[\s.~-]+|[\s.]+$/g, '')
  if (bare === '') return fallback
  const shown = reserved.test(bare) ? `_${bare}` : bare
  const signs = [...shown]
  if (signs.length <= longest) return shown
  const type = fileType(shown)
  const end = type === '' || type.length > 20 ? '' : `.${type}`
  return `${signs.slice(0, longest - end.length).join('')}${end}`
}

/** Whether opening the file can do more than show it. By all its endings: `invoice.exe.pdf` is for hiding one. */
export function isRisky(name: string): boolean {
  const endings = safeFileName(name, '').toLowerCase().split('.').slice(1)
  return endings.some((ending) => active.has(ending)) || archives.has(endings.at(-1) ?? '')
}

/** Without the dot, in small letters; empty when the name has none. */
export function fileType(name: string): string {
  return /\.([^.\s]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
}
