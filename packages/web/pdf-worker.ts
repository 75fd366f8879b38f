import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * What the text view has to know and pdf.js' worker keeps to itself. Its own answers are changed in as few places as
 * possible; every place must be found exactly once, so that a new release of pdf.js either fits or stops the build.
 */
interface Edit {
  /** What is missing without the edit. */
  why: string
  find: string
  replace: string
}

const edits: readonly Edit[] = [
  {
    why: 'Marked content whose properties are named in the resources (/Span /MC0 BDC) has no id; ActualText is dropped.',
    find: 'args = [args[0].name, args[1] instanceof Dict ? args[1].get("MCID") : null];',
    replace: 'args = [args[0].name, textViewMark(args[1], resources)];',
  },
  {
    why: 'The function for the edit above.',
    find: '\nclass TimeSlotManager {',
    replace: `
function textViewMark(value, resources) {
  if (value instanceof Name) {
    value = resources.get("Properties")?.get?.(value.name);
  }
  if (!(value instanceof Dict)) {
    return null;
  }
  const mcid = value.get("MCID");
  const actualText = value.get("ActualText");
  return {
    mcid: Number.isInteger(mcid) ? mcid : null,
    actualText: typeof actualText === "string" ? stringToPDFString(actualText) : null
  };
}
class TimeSlotManager {`,
  },
  {
    why: 'Glyphs without ink, and figures that the font draws small and high or low, look like all others.',
    find: '\nclass fonts_Glyph {',
    replace: `
function textViewInk(font, glyph) {
  if (!font.data || font.isType3Font || glyph.unicode.trim() === "") {
    return undefined;
  }
  try {
    const { glyphId } = lookupCmap(font.renderer.cmap, glyph.fontChar);
    const path = font.renderer.compileGlyph(font.renderer.glyphs[glyphId], glyphId);
    let bottom = Infinity, top = -Infinity;
    const lengths = [2, 2, 6, 4, 0];
    for (let at = 0; at < path.length; at += 1 + lengths[path[at]]) {
      for (let y = at + 2; y <= at + lengths[path[at]]; y += 2) {
        bottom = Math.min(bottom, path[y]);
        top = Math.max(top, path[y]);
      }
    }
    return bottom < top ? [bottom, top] : glyphId > 0 && path.length <= 1 ? null : undefined;
  } catch {
    return undefined;
  }
}
class fonts_Glyph {`,
  },
  {
    why: 'A form drawn into the page has marks of its own, with the same numbers as the page’s.',
    find: 'const args = [f32matrix, !group && f32bbox || null];',
    replace: 'const args = [f32matrix, !group && f32bbox || null, dict.objId ?? null, f32bbox];',
  },
  {
    why: 'Elements deeper than 40 are cut off; some programs write more.',
    find: '\nconst MAX_DEPTH = 40;',
    replace: '\nconst MAX_DEPTH = 400;',
  },
  {
    why: 'Elements are found by the page’s numbers in the parent tree alone: not those of forms, and wrong ones where merged files share numbers.',
    find: `    const id = this.pageDict.get("StructParents");
    const ids = this.root.structParentIds?.get(pageRef);`,
    replace: `    if (this.root.getElementsForPage(pageRef) || this.root.namesPages) {
      this.#parseWithoutParentTree(pageRef);
      return;
    }
    const id = this.pageDict.get("StructParents");
    const ids = this.root.structParentIds?.get(pageRef);`,
  },
  {
    why: 'The function for the edit above: whether the elements say at all on which pages they are.',
    find: '          const elements = elementsByPage.getOrPutComputed(contentPageRef, makeArr);',
    replace: `          this.namesPages = true;
          const elements = elementsByPage.getOrPutComputed(contentPageRef, makeArr);`,
  },
  {
    why: 'Alt and ActualText are one value; whether an element is raised or lowered is not given.',
    find: `      if (typeof alt === "string") {
        obj.alt = stringToPDFString(alt);
      }
      const structId`,
    replace: `      if (typeof alt === "string") {
        obj.alt = stringToPDFString(alt);
      }
      const actualText = node.dict.get("ActualText");
      if (typeof actualText === "string") {
        obj.actualText = stringToPDFString(actualText);
      }
      const structId`,
  },
  {
    why: 'Content of a form has the id of the page’s content with the same number.',
    find: 'id: `p${kid.pageObjId}_mc${kid.mcid}`',
    replace: 'id: kid.refObjId ? `s${kid.refObjId}_mc${kid.mcid}` : `p${kid.pageObjId}_mc${kid.mcid}`',
  },
  {
    why: 'What the encoding of a font calls its glyphs is forgotten where the font has a ToUnicode.',
    find: '    this.isSymbolicFont = !!(properties.flags & FontFlags.Symbolic);',
    replace: `    this.isSymbolicFont = !!(properties.flags & FontFlags.Symbolic);
    this.encodedToUnicode = this.isSymbolicFont ? undefined : properties.fallbackToUnicode;`,
  },
  {
    why: 'A glyph whose character is only guessed, or that the font’s encoding and its ToUnicode call by two names, looks sure.',
    find: '    this.#glyphCache.set(charcode, glyph);\n    return glyph;\n  }\n  #hasVerticalVariant',
    replace: `    const encoded = this.encodedToUnicode?.get(charcode);
    glyph.unsure = !this.toUnicode.has(charcode) || this.composite && this.toUnicode instanceof IdentityToUnicodeMap || encoded !== undefined && encoded !== glyph.unicode && /\\p{N}/u.test(encoded + glyph.unicode);
    glyph.ink = textViewInk(this, glyph);
    this.#glyphCache.set(charcode, glyph);
    return glyph;
  }
  #hasVerticalVariant`,
  },
]

/** pdf.js' worker with the edits. @throws when a place is not found exactly once */
export function editedWorker(): string {
  const source = readFileSync(fileURLToPath(import.meta.resolve('pdfjs-dist/legacy/build/pdf.worker.mjs')), 'utf8')
  return edits.reduce((text, { find, replace, why }) => {
    const [before, after, ...more] = text.split(find)
    if (before === undefined || after === undefined || more.length > 0) {
      throw new Error(`pdf.js has changed where the text view edits it: ${why}`)
    }
    return before + replace + after
  }, source)
}
