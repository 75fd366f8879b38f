type News = 'signed-in' | 'signed-out'

/** All tabs share one cookie: who signs in or out in one of them does so in all. */
const channel = 'BroadcastChannel' in window ? new BroadcastChannel('brevdue-session') : undefined

export function tellOtherTabs(news: News): void {
  channel?.postMessage(news)
}

export function whenAnotherTabTells(listener: (news: News) => void): void {
  channel?.addEventListener('message', (event: MessageEvent<News>) => listener(event.data))
}
