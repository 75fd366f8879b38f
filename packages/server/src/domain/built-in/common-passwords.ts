/**
 * What is tried first, in lower case and without the digits and signs that people add at the end. Short: whoever guesses
 * gets few tries (`throttle.ts`), and length does the rest.
 */
export const commonPasswords: ReadonlySet<string> = new Set(
  `password passord passordet mittpassord detteermittpassord hemmelig hemmeligpassord superhemmelig sommer sommeren sommer2026 vinter
  vinteren velkommen velkommentil brevdue digipost digipostpassord brevduepassord postkasse minpostkasse norge norgenorge
  heianorge heihei heiheihei hallohallo hallo jegelskerdeg elskerdeg glemtpassord nyttpassord endremeg byttmeg byttpassord
  passwordpassword passordpassord mypassword mypasswordis thisismypassword newpassword changeme changemenow letmein
  letmeinplease letmeinnow welcome welcomehome iloveyou iloveyouforever iloveyousomuch qwerty qwertyuiop qwertyuiopå
  qwertyuiopasdf qwertyqwerty qwerty123456 1q2w3e4r5t6y 1qaz2wsx3edc 1qaz2wsx qazwsxedcrfv zaq12wsxcde3 asdfghjkl asdfghjklø
  asdfghjkløæ zxcvbnm asdfasdfasdf abcabcabcabc abcd1234abcd administrator adminadminadmin administratorpassword admin
  liverpool liverpoolfc manchesterunited arsenal rosenborg brann vålerenga lillestrøm superman batman spiderman starwars
  princess sunshine football fotball fotballfotball baseball pokemon pokemonpokemon minecraft fortnite trustno1trustno1
  correcthorsebatterystaple correcthorse correct horse battery staple passwordpasswordpassword secretsecret topsecret
  hunter2hunter2 monkeymonkey dragondragon shadowshadow mustangmustang master mastermaster whatever whatever1234 computer
  internett datamaskin bursdag gratulerermeddagen julenisse julenissen godjul paskeferie sommerferie feriepenger`
    .split(/\s+/)
    .filter((word) => word.length > 3),
)
