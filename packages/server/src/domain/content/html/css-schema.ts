/** What one property, or one function within a value, may hold in a style attribute. */
export interface ValueSchema {
  /** Keywords in lower case, numbers that are keywords, and the separators `,` and `/` */
  readonly words: ReadonlySet<string>
  /** Numbers, percentages and lengths */
  readonly quantities: boolean
  /** Those below zero as well */
  readonly negative: boolean
  /** Colours written `#rgb` or `#rrggbb` */
  readonly hexColours: boolean
  /** Images within the letter itself */
  readonly images: boolean
  /** Names of fonts, with or without quotation marks */
  readonly names: boolean
  readonly functions: ReadonlySet<string>
}

const split = (text: string): string[] => text.trim().split(/\s+/)

type Kind = 'length' | 'signed' | 'hex' | 'image' | 'name'

function schema(words: string, kinds: Kind[] = [], functions: readonly string[] = []): ValueSchema {
  return {
    words: new Set(split(words)),
    quantities: kinds.includes('length') || kinds.includes('signed'),
    negative: kinds.includes('signed'),
    hexColours: kinds.includes('hex'),
    images: kinds.includes('image'),
    names: kinds.includes('name'),
    functions: new Set(functions),
  }
}

// The colours of SVG 1.0 in one spelling each, without those added since: no rebeccapurple, no -grey but lightgrey.
const colours = `
  aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown burlywood
  cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson cyan darkblue darkcyan darkgoldenrod darkgray
  darkgreen darkkhaki darkmagenta darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen darkslateblue
  darkslategray darkturquoise darkviolet deeppink deepskyblue dimgray dodgerblue firebrick floralwhite forestgreen
  fuchsia gainsboro ghostwhite gold goldenrod gray green greenyellow honeydew hotpink indianred indigo ivory khaki
  lavender lavenderblush lawngreen lemonchiffon lightblue lightcoral lightcyan lightgoldenrodyellow lightgreen
  lightgrey lightpink lightsalmon lightseagreen lightskyblue lightslategray lightsteelblue lightyellow lime limegreen
  linen magenta maroon mediumaquamarine mediumblue mediumorchid mediumpurple mediumseagreen mediumslateblue
  mediumspringgreen mediumturquoise mediumvioletred midnightblue mintcream mistyrose moccasin navajowhite navy oldlace
  olive olivedrab orange orangered orchid palegoldenrod palegreen paleturquoise palevioletred papayawhip peachpuff
  peru pink plum powderblue purple red rosybrown royalblue saddlebrown salmon sandybrown seagreen seashell sienna
  silver skyblue slateblue slategray snow springgreen steelblue tan teal thistle tomato turquoise violet wheat white
  whitesmoke yellow yellowgreen`
const colourFunctions = ['rgb', 'rgba', 'hsl', 'hsla']
const imageFunctions = [
  'image',
  'linear-gradient',
  'radial-gradient',
  'repeating-linear-gradient',
  'repeating-radial-gradient',
]

const functions: ReadonlyMap<string, ValueSchema> = table([
  ['rgb rgba hsl hsla', schema(',', ['length'])],
  ['rect', schema(', auto', ['signed'])],
  ['image', schema(`, ${colours}`, ['hex', 'image'], colourFunctions)],
  [
    'linear-gradient repeating-linear-gradient',
    schema(`, bottom left right to top ${colours}`, ['signed', 'hex'], colourFunctions),
  ],
  [
    'radial-gradient repeating-radial-gradient',
    schema(
      `, at bottom center circle closest-corner closest-side ellipse farthest-corner farthest-side left right top
      ${colours}`,
      ['signed', 'hex'],
      colourFunctions,
    ),
  ],
])

const lineStyles = 'dashed dotted double groove hidden inset none outset ridge solid'
const lineWidths = 'medium thick thin'
const sides = ['top', 'bottom', 'left', 'right']
const corners = ['top-left', 'top-right', 'bottom-left', 'bottom-right']
const each = (parts: readonly string[], name: (part: string) => string): string => parts.map(name).join(' ')
const shadow = schema(`, inset none ${colours}`, ['signed', 'hex'], colourFunctions)
const listMarks = `armenian circle cjk-decimal decimal decimal-leading-zero disc disclosure-closed disclosure-open
  ethiopic-numeric georgian hebrew hiragana hiragana-iroha inherit japanese-formal japanese-informal katakana
  katakana-iroha korean-hangul-formal korean-hanja-formal korean-hanja-informal lower-alpha lower-greek lower-latin
  lower-roman none simp-chinese-formal simp-chinese-informal square trad-chinese-formal trad-chinese-informal
  upper-alpha upper-latin upper-roman`
const fontSizes = 'large larger medium small smaller x-large x-small xx-large xx-small xxx-large'
const fontWeights = '100 200 300 400 500 600 700 800 900 bold bolder lighter'
const fontFamilies = ', cursive fantasy inherit monospace sans-serif serif'

const box: [string, ValueSchema][] = [
  [
    'background',
    schema(
      `, / auto border-box bottom center contain content-box cover fixed inherit left local no-repeat none padding-box
      repeat repeat-x repeat-y right round scroll space top transparent ${colours}`,
      ['signed', 'hex', 'image'],
      [...colourFunctions, ...imageFunctions],
    ),
  ],
  ['background-attachment', schema(', fixed local scroll')],
  ['background-color', schema(`inherit transparent ${colours}`, ['hex'], colourFunctions)],
  ['background-image', schema(', none', ['image'], imageFunctions)],
  ['background-position', schema(', bottom center left right top', ['signed'])],
  ['background-repeat', schema(', no-repeat repeat repeat-x repeat-y round space')],
  [
    `border ${each(sides, (side) => `border-${side}`)}`,
    schema(`inherit transparent ${lineStyles} ${lineWidths} ${colours}`, ['signed', 'hex'], colourFunctions),
  ],
  [
    `border-color ${each(sides, (side) => `border-${side}-color`)}`,
    schema(`inherit transparent ${colours}`, ['hex'], colourFunctions),
  ],
  [
    `border-style -moz-outline-style outline-style ${each(sides, (side) => `border-${side}-style`)}`,
    schema(`inherit ${lineStyles}`),
  ],
  [
    `border-width -moz-outline-width outline-width ${each(sides, (side) => `border-${side}-width`)}`,
    schema(`inherit ${lineWidths}`, ['signed']),
  ],
  [
    '-moz-outline outline',
    schema(`inherit invert ${lineStyles} ${lineWidths} ${colours}`, ['signed', 'hex'], colourFunctions),
  ],
  ['-moz-outline-color outline-color', schema(`inherit invert ${colours}`, ['hex'], colourFunctions)],
  ['-moz-border-radius -webkit-border-radius border-radius', schema('/', ['signed'])],
  [
    `-moz-border-radius-bottomleft -moz-border-radius-bottomright -moz-border-radius-topleft
    -moz-border-radius-topright ${each(corners, (corner) => `border-${corner}-radius`)}
    ${each(corners, (corner) => `-webkit-border-${corner}-radius`)}
    ${each(corners, (corner) => `-webkit-border-radius-${corner}`)}`,
    schema('', ['signed']),
  ],
  ['-moz-box-shadow -webkit-box-shadow box-shadow text-shadow', shadow],
  ['border-collapse', schema('collapse inherit separate')],
  ['border-spacing', schema('inherit', ['signed'])],
  [`height ${sides.join(' ')}`, schema('auto inherit', ['signed'])],
  [`width min-width min-height margin ${each(sides, (side) => `margin-${side}`)}`, schema('auto inherit', ['length'])],
  ['max-width max-height', schema('auto inherit none', ['length'])],
  [`padding ${each(sides, (side) => `padding-${side}`)}`, schema('inherit', ['length'])],
  ['page-break-after page-break-before', schema('always auto avoid inherit left right')],
  ['page-break-inside', schema('auto avoid inherit')],
]

const words: [string, ValueSchema][] = [
  ['color', schema(`inherit ${colours}`, ['hex'], colourFunctions)],
  ['direction', schema('inherit ltr rtl')],
  [
    'font',
    schema(
      `/ ${fontFamilies} ${fontSizes} ${fontWeights} caption icon italic menu message-box normal oblique small-caps
      small-caption status-bar`,
      ['length', 'name'],
    ),
  ],
  ['font-family', schema(fontFamilies, ['name'])],
  ['font-size', schema(`inherit ${fontSizes}`, ['length'])],
  [
    'font-stretch',
    schema(`condensed expanded extra-condensed extra-expanded narrower normal semi-condensed semi-expanded
      ultra-condensed ultra-expanded wider`),
  ],
  ['font-style', schema('inherit italic normal oblique')],
  ['font-variant', schema('inherit normal small-caps')],
  ['font-weight', schema(`inherit normal ${fontWeights}`)],
  ['letter-spacing word-spacing', schema('inherit normal', ['signed'])],
  ['line-height', schema('inherit normal', ['length'])],
  ['-o-text-overflow text-overflow', schema('clip ellipsis')],
  ['quotes', schema('inherit none')],
  ['text-align', schema('center inherit justify left right')],
  ['text-decoration', schema('blink inherit line-through none overline underline')],
  ['text-indent', schema('inherit', ['signed'])],
  ['text-transform', schema('capitalize inherit lowercase none uppercase')],
  ['text-wrap', schema('none normal suppress unrestricted')],
  ['unicode-bidi', schema('bidi-override embed inherit normal')],
  ['vertical-align', schema('baseline bottom inherit middle sub super text-bottom text-top top', ['signed'])],
  ['white-space', schema('-moz-pre-wrap -o-pre-wrap -pre-wrap inherit normal nowrap pre pre-line pre-wrap')],
  ['word-wrap', schema('anywhere break-word normal')],
]

const tablesAndLists: [string, ValueSchema][] = [
  ['caption-side', schema('bottom inherit top')],
  ['empty-cells', schema('hide inherit show')],
  ['table-layout', schema('auto fixed inherit')],
  ['list-style', schema(`inside outside ${listMarks}`, ['image'], imageFunctions)],
  ['list-style-image', schema('inherit none', ['image'], imageFunctions)],
  ['list-style-position', schema('inherit inside outside')],
  ['list-style-type', schema(listMarks)],
]

const speech: [string, ValueSchema][] = [
  [
    'azimuth',
    schema(
      `behind center center-left center-right far-left far-right inherit left left-side leftwards right right-side
      rightwards`,
      ['signed'],
    ),
  ],
  ['cue cue-after cue-before', schema('inherit none', ['image'])],
  ['elevation', schema('above below higher inherit level lower', ['signed'])],
  ['pause pause-after pause-before pitch-range richness stress', schema('inherit', ['signed'])],
  ['pitch', schema('high inherit low medium x-high x-low', ['signed'])],
  ['speak', schema('inherit none normal spell-out')],
  ['speak-header', schema('always inherit once')],
  ['speak-numeral', schema('continuous digits inherit')],
  ['speak-punctuation', schema('code inherit none')],
  ['speech-rate', schema('fast faster inherit medium slow slower x-fast x-slow', ['signed'])],
  ['voice-family', schema(', child female inherit male')],
  ['volume', schema('inherit loud medium silent soft x-loud x-soft', ['length'])],
]

const properties: ReadonlyMap<string, ValueSchema> = table([...box, ...words, ...tablesAndLists, ...speech])

function table(rows: [string, ValueSchema][]): Map<string, ValueSchema> {
  return new Map(rows.flatMap(([names, value]) => split(names).map((name): [string, ValueSchema] => [name, value])))
}

/** The properties of the whitelist by name, as style elements must write them: lower case, no vendor's name before. */
export const cssProperties: ReadonlySet<string> = new Set(properties.keys())

/** The functions that may stand in the value of some property. */
export const cssFunctions: ReadonlySet<string> = new Set(functions.keys())

/** What a property may hold in a style attribute, also under a vendor's name; undefined when it is not allowed. */
export function propertySchema(name: string): ValueSchema | undefined {
  return properties.get(name) ?? properties.get(name.replace(/^-[a-z]+-/, ''))
}

/** What a function may hold where the schema around it allows it; undefined elsewhere. */
export function functionSchema(name: string, around: ValueSchema): ValueSchema | undefined {
  return around.functions.has(name) ? functions.get(name) : undefined
}
