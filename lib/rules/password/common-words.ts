/**
 * Words that stand in most of the world's leaked passwords: whole passwords, first names, teams, months, keyboard walks
 * and everyday words, roughly by how often they are used. Small letters; digits, case and look-alike characters around
 * them are taken off before the list is asked.
 */
const TEXT = `
password passwort passwd pass passcode passphrase motdepasse contrasena senha parola wachtwoord haslo heslo salasana losenord kodeord
qwerty qwertz azerty qwertyuiop asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc qweasd qweasdzxc qwer asdf zxcv wasd poiuytrewq lkjhgfdsa mnbvcxz
admin administrator root toor user guest test tester testing demo default changeme change welcome willkommen bienvenue bienvenido letmein
login signin access secret geheim secure security secured server system systems master manager service support office company business
corporate internet computer laptop desktop windows linux ubuntu debian oracle google facebook twitter youtube amazon apple microsoft
samsung nokia android iphone netflix github gitlab docker kubernetes database postgres postgresql mysql mongodb redis nginx apache cisco
iloveyou ilove loveyou lovely love lover loveme forever always baby babygirl babyboy angel angels princess prince queen king kings honey
sweet sweetie sunshine sunflower flower flowers butterfly rainbow chocolate cookie cookies candy sugar cherry banana orange apple lemon
dragon monkey tiger lion eagle falcon hawk wolf wolves bear panda koala rabbit bunny kitty kitten cat cats dog dogs puppy horse pony
dolphin shark whale turtle snake spider scorpion phoenix unicorn dinosaur chicken penguin donkey elephant mouse mickey donald
football baseball basketball soccer hockey tennis golf rugby cricket volleyball running swimming boxing racing champion winner
liverpool arsenal chelsea everton manchester united barcelona madrid juventus milan inter roma bayern dortmund ajax celtic rangers
yankees lakers cowboys steelers packers eagles patriots broncos raiders giants redsox cubs dodgers bulls warriors spartans
superman batman spiderman ironman wolverine avengers starwars startrek pokemon pikachu naruto sonic mario zelda minecraft fortnite
matrix hunter hunters killer ninja samurai warrior soldier knight wizard magic mystic shadow ghost spirit demon devil hell heaven
michael jennifer jessica ashley amanda daniel david robert john joshua james joseph christopher chris andrew matthew anthony justin
thomas william richard charles george edward kevin brian jason ryan jacob nicholas nicole michelle melissa stephanie elizabeth samantha
victoria natalie natasha andrea angela anna anne maria marie martin martina peter paul patrick patricia stefan stefanie sebastian
alexander alexandra alexandre alex alexis benjamin charlie charlotte claudia daniela diana dominik eva felix florian frank franz gabriel
hannah heather helena henry isabella jackson jasmine johannes jonathan jordan julia julian karin katharina kathrin laura lauren leon
linda lisa lucas lukas luca marco marcel mark markus martha mary max maximilian melanie mia monica monika nadine nina oliver olivia
oscar pascal philipp philip rachel rebecca sabrina sabine samuel sandra sara sarah simon simone sofia sophie steven susanne sven tanja
tanya taylor teresa theresa tim tina tobias tom vanessa veronica vincent vivian walter wolfgang yvonne zoe emma emily ethan eric erik
abdullah ahmed ali amit ananya anil arjun ashok deepak fatima hassan hussein ibrahim jose juan carlos luis miguel pablo pedro diego
fernando francisco javier jorge manuel ricardo roberto sergio giovanni giuseppe mario mohamed mohammed muhammad omar priya rahul rajesh
ramesh sanjay sunil suresh vijay wang zhang chen lihua xiaoming yamada tanaka suzuki ivan dmitri sergey natalia svetlana vladimir
january february march april may june july august september october november december januar februar maerz juni juli oktober dezember
monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag
spring summer autumn winter fall fruehling sommer herbst today tomorrow yesterday morning night midnight
black white green blue red yellow purple silver golden gold orange pink brown grey gray diamond crystal pearl ruby emerald
mustang ferrari porsche mercedes bmw audi volkswagen toyota honda nissan yamaha suzuki harley corvette camaro chevy ford subaru
london paris berlin munich muenchen hamburg vienna wien zurich zuerich geneva madrid lisbon rome milano moscow tokyo beijing shanghai
singapore sydney newyork boston chicago dallas texas florida california america american canada england ireland scotland germany deutschland
france italia espana brasil mexico india china japan russia ukraine poland austria schweiz switzerland europe africa australia
money dollar euro bitcoin crypto wallet bank banking credit million millionaire lucky jackpot casino poker fortune success freedom
peace happy happiness smile smiley friend friends friendship family mother father mommy daddy mama papa sister brother hello hallo
goodbye thankyou thanks please sorry nothing something anything whatever whoever never ever again number numbers letter letters
music guitar piano drums metal rock jazz hiphop metallica nirvana slipknot eminem beatles elvis madonna beyonce rihanna
jesus christ god godislove blessed blessing faith hope grace trinity church bible amen allah buddha krishna ganesh
star stars starlight moon moonlight sun sunset sunrise sky cloud thunder lightning storm rain snow fire water earth wind ocean river
mountain island forest garden rose roses tulip lily daisy violet jasmine tree trees leaf apple peach strawberry blueberry pineapple
coffee pizza burger cheese bacon butter pepper ginger cinnamon vanilla whiskey vodka tequila corona heineken guinness
biteme fuckyou fuckoff fuck shit asshole bitch pussy sexy hottie playboy porn penis bollocks wanker
trustno one nopass nopassword nosecret none null undefined temp temporary example sample dummy foobar foo bar baz hunter
student teacher school college university professor doctor nurse police lawyer engineer developer programmer designer analyst
data science scientist model models machine learning deep neural network artificial intelligence
modelkeep governance compliance audit auditor risk control controls inventory incident policy
correct horse battery staple troubador monkey letme open sesame abracadabra shazam hocus pocus
blink mercury apollo titan atlas zeus hercules athena venus mars jupiter saturn neptune pluto galaxy universe cosmos planet rocket
power powerful strong stronger super superstar ultra mega turbo extreme maximum champion legend hero heroes genius einstein newton
cheese snoopy garfield scooby bugsbunny simpson homer bart southpark tweety tinkerbell barbie hellokitty winnie pooh tigger
private public personal mobile phone number telephone email mail message keyboard mouse monitor printer internet wifi wireless router
house home kitchen bedroom window door table chair street road bridge tower castle village city country world
`;

/** The words in order of use; the index is the rank. */
export const commonWords: ReadonlyMap<string, number> = new Map(
  [...new Set(TEXT.split(/\s+/).filter((word) => word.length >= 3))].map((word, rank) => [word, rank]),
);
