/** How far a sender's clock may be from ours, either way, in milliseconds (protocol 2.10). */
export const clockSkewMs = 5 * 60_000
