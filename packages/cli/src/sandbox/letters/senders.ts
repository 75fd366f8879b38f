/** How the sandbox's senders look on paper; who they are is in its `sandbox.json`. */
export const letterheads = {
  'Fjellvik kommune': {
    name: 'Fjellvik kommune',
    addressLines: ['Rådhusplassen 1, 9899 Fjellvik', 'fjellvik.kommune.example'],
    colour: [22, 78, 99],
  },
  'Nordlys Kraft AS': {
    name: 'Nordlys Kraft AS',
    addressLines: ['Kraftveien 20, 9899 Fjellvik', 'nordlyskraft.example'],
    colour: [124, 45, 18],
  },
  'Brevbro Formidling AS': {
    name: 'Brevbro Formidling AS',
    addressLines: ['Postboks 7, 9899 Fjellvik', 'brevbro.example'],
    colour: [55, 48, 107],
  },
} as const satisfies Record<string, { name: string; addressLines: string[]; colour: readonly [number, number, number] }>

export type SenderName = keyof typeof letterheads
