// SPDX-License-Identifier: MPL-2.0

package simulate

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// Rule is what has to be true in every life.
type Rule string

// The rules.
const (
	// Converges: once the faults have ended, applies succeed, and the plan is empty.
	Converges Rule = "converges"
	// Accounted: every object of the tenant is in a state, was made outside, or was named by
	// an error or a warning; after a killed CLI or a lost state, by the next plan.
	Accounted Rule = "every object is accounted for"
	// Once: no address has made two objects.
	Once Rule = "no address makes two"
	// Untouched: only what the plan shows is changed, and only in those attributes.
	Untouched Rule = "nothing else is touched"
	// Kept: what the state has after an apply that has succeeded is there.
	Kept Rule = "what an apply has made is there"
	// Shown: what differs from the service shows in the plan.
	Shown Rule = "differences show in the plan"
	// Alone: no write overlaps another one of its bot within a process.
	Alone Rule = "writes do not overlap"
	// Thrifty: no request beyond what the plan needs and the faults explain.
	Thrifty Rule = "no needless request"
	// Secret: no secret is in messages, states or logs.
	Secret Rule = "no secret is shown" //nolint:gosec // the name of a rule
	// Timely: a command ends in time.
	Timely Rule = "commands end in time"
	// Protocol: the provider keeps to the rules that a CLI enforces.
	Protocol Rule = "the provider keeps to the protocol"
	// NoPanic: nothing panics.
	NoPanic Rule = "no panic"
	// Ends: no goroutine is left at the end.
	Ends Rule = "no goroutine is left"
)

// judgement is what there is to judge commands by.
type judgement struct {
	*life

	commands      []*command
	before, after objects
	requests      []mockserver.Request
	struck        int // faults
	took          time.Duration
}

func (j *judgement) judge() {
	for _, c := range j.commands {
		c.pipeline.refusal, c.pipeline.warnings = "", ""
		for _, d := range c.outcome.Diagnostics {
			if text := acctest.Messages([]*tfprotov6.Diagnostic{d}); acctest.IsError([]*tfprotov6.Diagnostic{d}) {
				c.pipeline.refusal += text
			} else {
				c.pipeline.warnings += text
			}
		}
		for token := range c.gate.secrets {
			j.secrets[token] = true
		}
	}
	j.untouched()
	j.kept()
	j.once()
	j.accounted()
	if len(j.commands) == 1 { // otherwise what a plan has read may have changed since
		j.shown()
	}
	j.alone()
	j.thrifty()
	j.secret()
	j.timely()
}

// changed are the plans of a command that change something, with those of deposed objects.
func (c *command) changed(yield func(address string, p acctest.Plan) bool) {
	if !c.outcome.Applied {
		return
	}
	for address, p := range c.outcome.Plans {
		if p.Change != acctest.NoOp && !yield(address, p) {
			return
		}
	}
	for address, all := range c.outcome.Deposed {
		for _, p := range all {
			if !yield(address, p) {
				return
			}
		}
	}
}

// licence is what plans allow to be changed. An attribute "*" is the whole object.
type licence struct {
	changes map[object]map[string]bool
	creates map[string]bool // resources of which something is created
	gone    map[object]bool // what goes with another object is found by its bot, or by its menu
}

func (l *licence) allow(o object, attributes ...string) {
	if l.changes[o] == nil {
		l.changes[o] = map[string]bool{}
	}
	for _, name := range attributes {
		l.changes[o][name] = true
	}
}

// licence collects what the plans allow.
func (j *judgement) licence() *licence {
	l := &licence{changes: map[object]map[string]bool{}, creates: map[string]bool{}, gone: map[object]bool{}}
	for _, c := range j.commands {
		for address, p := range c.changed {
			resource := typeOf(address)
			prior, planned := instanceObject(resource, p.Prior().State), instanceObject(resource, p.State)
			switch p.Change {
			case acctest.Delete, acctest.Replace:
				l.allow(prior, "*")
				l.gone[prior] = true
			case acctest.Update:
				before, after := stateAttributes(resource, p.Prior().State), stateAttributes(resource, p.State)
				for name := range merged(before, after) {
					if before[name] != after[name] {
						l.allow(prior, name)
					}
				}
			case acctest.Create, acctest.NoOp:
			}
			if p.Change == acctest.Create || p.Change == acctest.Replace {
				l.creates[resource] = true
				l.allow(planned, "*")
				for _, i := range c.pipeline.driver.State().Instances()[address] {
					l.allow(instanceObject(resource, i.State), "*") // its bot may have been unknown
				}
			}
		}
	}
	return l
}

func merged(maps ...map[string]string) map[string]bool {
	all := map[string]bool{}
	for _, m := range maps {
		for name := range m {
			all[name] = true
		}
	}
	return all
}

// follows reports whether the service changes an object along with something that the plans
// change.
func (j *judgement) follows(l *licence, o object) bool {
	parent := botObject(o.bot)
	_, existed := j.before[parent]
	switch {
	case o.resource == bot:
		return false
	case l.gone[parent], !existed:
		return true
	case o.resource == persistent:
		return l.creates[richMenu]
	case o.resource == registered:
		return l.changes[parent]["allow_domains"]
	case o.resource == room:
		return l.changes[parent]["enable_group_join"]
	case o.resource == member:
		_, domain, _ := strings.Cut(o.text, " of ")
		of := object{registered, o.bot, "", "registration of " + domain}
		return l.changes[parent]["allow_domains"] || l.gone[of] || l.changes[of]["allow_to_selected_member"] || l.changes[of]["*"]
	case o.resource == defaultOf || o.resource == userMenu:
		var menu string
		if menu = j.before[o]["rich_menu_id"]; menu == "" {
			return false
		}
		menu = strings.Trim(menu, `"`)
		return l.gone[menuObject(o.bot, menu)]
	}
	return false
}

// untouched compares what has changed in the tenant with what the plans allow.
func (j *judgement) untouched() {
	l := j.licence()
	rewrites := strings.Join(j.story.World.Switches, " ")
	for o := range j.after {
		if _, found := j.before[o]; !found {
			_, hasBot := j.before[botObject(o.bot)]
			created := l.changes[o]["*"] || o.id != "" && l.creates[o.resource]
			if !created && hasBot && !j.follows(l, o) {
				j.breaks(Untouched, "%s was created, which no plan shows", o)
			}
		}
	}
	for o, before := range j.before {
		after, found := j.after[o]
		switch {
		case l.changes[o]["*"] || j.follows(l, o):
		case !found:
			j.breaks(Untouched, "%s was deleted, which no plan shows", o)
		default:
			for name := range merged(before, after) {
				rewritten := strings.HasSuffix(name, "photo_url") && strings.Contains(rewrites, "rewrite-photo-url") && len(l.changes[o]) > 0 ||
					name == "i18n_photo_urls" && strings.Contains(rewrites, "rewrite-i18n-photo-urls") && len(l.changes[o]) > 0 ||
					name == "image_sha256" && l.changes[o]["image"]
				if before[name] != after[name] && !l.changes[o][name] && !rewritten {
					j.breaks(Untouched, "%s of %s was changed from %s to %s, which no plan shows", name, o, before[name], after[name])
				}
			}
		}
	}
}

// kept compares the state after an apply that has succeeded with the tenant: what it has is there.
// Members go with a registration that was deleted or made again, and rooms and registrations
// with settings of the bot. What an interrupted apply has left at two places in the state goes
// from both, and the plan warns of it (design/011-one-of-a-kind.md).
func (j *judgement) kept() {
	c := j.commands[0]
	if len(j.commands) > 1 || !c.outcome.Applied || j.struck > 0 || c.pipeline.refusal != "" || c.options.stops() {
		return
	}
	l, places, said := j.licence(), map[object]int{}, j.said()
	for address, instances := range c.prior.Instances() {
		for _, i := range instances {
			places[instanceObject(typeOf(address), i.State)]++
		}
	}
	for address, instances := range c.pipeline.driver.State().Instances() {
		o := instanceObject(typeOf(address), instances[0].State)
		goesAlong := (o.resource == member || o.resource == room || o.resource == registered) && j.follows(l, o)
		warned := places[o] > 1 && named(o, nil, said)
		if typeOf(address) == botSecret || goesAlong || warned {
			continue
		}
		if _, found := j.after[o]; !found {
			j.breaks(Kept, "%s at %s is not there after the apply", o, address)
		}
	}
}

// titles are the attributes by which objects with IDs are told apart before they have one.
var titles = map[string]string{bot: "bot_name", richMenu: "rich_menu_name", room: "title"}

// once counts the new objects with the same name, and the plans that create one.
func (j *judgement) once() {
	made, planned := map[string]int{}, map[string]int{}
	for o, values := range j.after {
		if _, found := j.before[o]; !found && o.id != "" {
			made[o.resource+" "+values[titles[o.resource]]]++
		}
	}
	for _, c := range j.commands {
		for address, p := range c.changed {
			if resource := typeOf(address); titles[resource] != "" && (p.Change == acctest.Create || p.Change == acctest.Replace) {
				name := stateAttributes(resource, p.State)[titles[resource]]
				if name == unknown { // the title of a room without one
					name = ""
				}
				planned[resource+" "+name]++
			}
		}
	}
	for name, n := range made {
		if n > planned[name] {
			j.breaks(Once, "there are %d new objects %s, and %d plans to create one", n, name, planned[name])
		}
	}
}

// said are the messages of all commands.
func (j *judgement) said() string {
	var b strings.Builder
	for _, c := range j.commands {
		b.WriteString(acctest.Messages(c.outcome.Diagnostics))
	}
	return b.String()
}

// strays are the objects that are in no state, were not made outside, and belong to no bot that
// is a stray itself.
func (l *life) strays() []object {
	states := known(l.pipelines[0].driver.State(), l.pipelines[1].driver.State())
	var strays []object
	for _, o := range sortedObjects(snapshot(l.tenant.API)) {
		if states[o] {
			delete(l.outside, o)
			continue
		}
		if o.resource != bot && !states[botObject(o.bot)] {
			l.outside[o] = true // also if the bot is imported later
		}
		if l.outside[o] {
			continue
		}
		strays = append(strays, o)
	}
	return strays
}

// accounted looks for objects that have been lost.
func (j *judgement) accounted() {
	said := j.said()
	options := j.commands[0].options
	for _, o := range j.strays() {
		switch {
		case named(o, j.after[o], said), j.wanted(o), j.dangles(o):
			j.outside[o] = true
		case options.Kill != nil || options.StopAfter > 0 || options.Lost:
			// The next plan tells; a room cannot be listed.
			j.outside[o] = o.resource == room
		default:
			j.breaks(Accounted, "%s is in no state, and no message names it; got %s", o, said)
		}
	}
}

// warned checks that the next plan names what a killed CLI or a lost state has left. After a
// lost state, it has a reason to look only if it creates an object of that name: a bot whose
// replacement was created first, and is not in the earlier state, may still be there itself.
func (j *judgement) warned(next *command, options Options) {
	said, creates := acctest.Messages(next.outcome.Diagnostics), map[string]bool{}
	for address, p := range next.outcome.Plans {
		if resource := typeOf(address); p.Change == acctest.Create || p.Change == acctest.Replace {
			values := stateAttributes(resource, p.State)
			creates[title(resource, strings.Trim(values["bot_id"], `"`), values)] = true
		}
	}
	for _, o := range j.strays() {
		values := j.after[o]
		looks := !options.Lost || creates[title(o.resource, o.bot, values)]
		if looks && !named(o, values, said) && !j.wanted(o) && o.resource != room {
			j.breaks(Accounted, "%s is in no state after %s, and the next plan does not warn of it; got %s", o, strings.TrimSpace(options.String()), said)
		}
		j.outside[o] = true
	}
}

// title is by which an object with an ID is told apart: the names of rich menus and rooms are
// those of one bot.
func title(resource, botID string, values map[string]string) string {
	name := resource + " " + values[titles[resource]]
	if resource != bot {
		name += " of bot " + botID
	}
	return name
}

// dangles reports whether an object assigns a rich menu that is no more, which some positions of
// the switches keep. There is nothing to see of it, and nothing to delete.
func (j *judgement) dangles(o object) bool {
	if o.resource != defaultOf && o.resource != userMenu {
		return false
	}
	menu := strings.Trim(j.after[o]["rich_menu_id"], `"`)
	_, found := j.after[menuObject(o.bot, menu)]
	return !found
}

// wanted reports whether a configuration has an object without an ID of its own, which the next
// apply then takes over.
func (l *life) wanted(o object) bool {
	if o.id != "" {
		return false
	}
	for _, p := range l.pipelines {
		for address := range p.config {
			if typeOf(address) != o.resource {
				continue
			}
			got := objectOf(o.resource, func(attribute string) string {
				if attribute == "bot_id" {
					return p.botID(root(p.config, address))
				}
				return literal(p.config, address, attribute)
			})
			if got == o {
				return true
			}
		}
	}
	return false
}

// named reports whether messages name an object.
func named(o object, values map[string]string, said string) bool {
	if o.id == "" {
		return strings.Contains(strings.ToLower(said), o.text) || strings.Contains(said, existing(o))
	}
	if regexp.MustCompile(`\b` + regexp.QuoteMeta(o.id) + `\b`).MatchString(said) {
		return true
	}
	// The search may have failed; the API offers none for rooms.
	switch name := values[titles[o.resource]]; o.resource {
	case bot:
		return strings.Contains(said, "terraform import "+bot+".NAME BOT_ID") && strings.Contains(said, name)
	case richMenu:
		return strings.Contains(said, "terraform import "+richMenu+".NAME "+o.bot+"/RICH_MENU_ID") && strings.Contains(said, name)
	case room:
		return strings.Contains(said, "terraform import "+room+".NAME "+o.bot+"/CHANNEL_ID")
	}
	return false
}

// existing is how a plan calls an object that it takes over.
func existing(o object) string {
	switch what, of, _ := strings.Cut(o.text, " of bot "); o.resource {
	case member:
		return "User " + strings.TrimPrefix(what, "member ") + " is already a member of bot " + of
	case registered:
		return "Bot " + strings.Replace(of, " in domain", " is already registered in domain", 1)
	}
	return o.text
}

// shown compares what plans keep with the service.
func (j *judgement) shown() {
	c := j.commands[0]
	if acctest.IsError(c.outcome.Diagnostics) && !c.outcome.Applied {
		return
	}
	for address, p := range c.outcome.Plans {
		if p.Change != acctest.NoOp || !p.Prior().Exists() || typeOf(address) == botSecret {
			continue
		}
		resource := typeOf(address)
		o := instanceObject(resource, p.Prior().State)
		have, found := j.before[o]
		if !found && j.unlisted(o) {
			continue
		}
		if !found {
			j.breaks(Shown, "%s is gone, and the plan keeps it at %s", o, address)
			continue
		}
		state := stateAttributes(resource, p.State)
		for name, value := range have {
			j.compare(o, name, state[name], value)
		}
		for name, value := range state {
			if _, found := have[name]; !found && compared[resource][name] {
				j.compare(o, name, value, "")
			}
		}
	}
}

// unlisted reports whether an object is a member where everyone may use the bot: the list of
// members does not tell then.
func (j *judgement) unlisted(o object) bool {
	_, of, _ := strings.Cut(o.text, " of ")
	values, found := j.before[object{registered, o.bot, "", "registration of " + of}]
	return o.resource == member && found && values["allow_to_selected_member"] != "true"
}

// compared are the attributes that may be missing in a snapshot because they are not set.
var compared = func() map[string]map[string]bool {
	all := map[string]map[string]bool{room: {"title": true}, richMenu: {"image_sha256": true}}
	all[bot] = map[string]bool{}
	for name := range botAttributes(mockserver.Bot{}) {
		all[bot][name] = true
	}
	return all
}()

func (j *judgement) compare(o object, name, state, service string) {
	switch {
	case state == service:
	case strings.Contains(name, "photo_url") && strings.Contains(service, "/gateway/"): // the service's own form of it
	case strings.Contains(state, "@"): // an e-mail address may become an ID
	case name == "image_sha256" && service != "" || name == "image_sha256" && state == "": // another picture is not seen
	default:
		j.breaks(Shown, "%s of %s is %s in the service, and the plan keeps %s", name, o, service, state)
	}
}

// alone counts writes that overlap. Those of two processes may.
func (j *judgement) alone() {
	if n := j.tenant.API.OverlappingWrites() + j.tenant.API.OverlappingMenuWrites(); n > 0 && len(j.commands) == 1 {
		j.breaks(Alone, "%d writes overlapped another one of their bot", n)
	}
}

// needs are the writes that the plans need, by operation.
func (j *judgement) needs() map[string]int {
	all := map[string]int{}
	for _, c := range j.commands {
		for address, p := range c.changed {
			create, update := p.Change == acctest.Create || p.Change == acctest.Replace, p.Change == acctest.Update
			ends := p.Change == acctest.Delete || p.Change == acctest.Replace
			resource := typeOf(address)
			switch {
			case create:
				all[creating[resource]]++
			case update:
				all[updating[resource]]++
			}
			if ends {
				all[deleting[resource]]++
			}
			if ends && resource == richMenu {
				j.endDefault(instanceObject(resource, p.Prior().State), all)
			}
			switch {
			case resource == richMenu && (create || update):
				files := 1
				if languages, ok := plain(attributes(p.State)["i18n_images"]).(map[string]any); ok {
					files += len(languages)
				}
				all["POST /bots/{botId}/attachments"] += files
				all["POST {uploadUrl}"] += files
				all["POST /bots/{botId}/richmenus/{richmenuId}/image"]++
			case resource == registered && create: // one that is there is changed
				all[updating[registered]]++
			}
		}
	}
	return all
}

// endDefault adds what the deletion of a rich menu needs that is the default: the service may
// refuse it, or keep the default.
func (j *judgement) endDefault(menu object, needs map[string]int) {
	switches := j.story.World.Switches
	current := j.before[object{defaultOf, menu.bot, "", "default rich menu of bot " + menu.bot}]["rich_menu_id"]
	if slices.Contains(switches, "refuse-delete-default-rich-menu") {
		needs[deleting[richMenu]]++
	}
	if current == canonical(menu.id) || slices.Contains(switches, "keep-dangling-rich-menus") || slices.Contains(switches, "refuse-delete-default-rich-menu") {
		needs[deleting[defaultOf]]++
	}
}

var (
	creating = map[string]string{ //nolint:gosec // operations
		bot: "POST /bots", persistent: "POST /bots/{botId}/persistentmenu", richMenu: "POST /bots/{botId}/richmenus",
		defaultOf: "POST /bots/{botId}/richmenus/{richmenuId}/set-default", userMenu: "POST /bots/{botId}/richmenus/{richmenuId}/users/{userId}",
		registered: "POST /bots/{botId}/domains/{domainId}", member: "POST /bots/{botId}/domains/{domainId}/members",
		room: "POST /bots/{botId}/channels", botSecret: "POST /bots/{botId}/secret",
	}
	updating = map[string]string{
		bot: "PATCH /bots/{botId}", persistent: creating[persistent], defaultOf: creating[defaultOf], userMenu: creating[userMenu],
		registered: "PATCH /bots/{botId}/domains/{domainId}", botSecret: creating[botSecret],
	}
	deleting = map[string]string{
		bot: "DELETE /bots/{botId}", persistent: "DELETE /bots/{botId}/persistentmenu", richMenu: "DELETE /bots/{botId}/richmenus/{richmenuId}",
		defaultOf: "DELETE /bots/{botId}/richmenus/default", userMenu: "DELETE /bots/{botId}/richmenus/users/{userId}",
		registered: "DELETE /bots/{botId}/domains/{domainId}", member: "DELETE /bots/{botId}/domains/{domainId}/members/{userId}",
		room: "DELETE /bots/{botId}/channels/{channelId}",
	}
	reading = map[string]string{
		bot: "GET /bots/{botId}", persistent: "GET /bots/{botId}/persistentmenu", richMenu: "GET /bots/{botId}/richmenus/{richmenuId}",
		defaultOf: "GET /bots/{botId}/richmenus/default", userMenu: "GET /bots/{botId}/richmenus/users/{userId}",
		registered: "GET /bots/{botId}/domains", member: "GET /bots/{botId}/domains/{domainId}/members",
		room: "GET /bots/{botId}/channels/{channelId}",
	}
)

// thrifty compares the requests with what the plans need. Each fault and each response
// without a call left explains one more of an operation, and a search.
func (j *judgement) thrifty() {
	sent, explained := map[string]int{}, j.struck
	for _, r := range j.requests {
		// 401 may be the end of a token that another process has ended by getting its own.
		if r.Status == http.StatusTooManyRequests || r.Status == http.StatusUnauthorized && len(j.commands) > 1 {
			explained++
		}
		if len(r.Unknown) > 0 {
			j.breaks(Thrifty, "%s has the properties %v, which the API does not know", r.Operation, r.Unknown)
		}
		sent[r.Operation]++
	}
	needs, reads := j.needs(), 0
	for operation, n := range sent {
		switch {
		case strings.HasPrefix(operation, "GET "):
			reads += n
		case operation == "POST /token":
			if n > 2*len(j.commands)+explained {
				j.breaks(Thrifty, "%d tokens were asked for", n)
			}
		case n > needs[operation]+explained:
			j.breaks(Thrifty, "%s was sent %d times; the plans need %d, and %d faults explain as many more", operation, n, needs[operation], explained)
		}
	}
	// A read of an object takes up to three requests, one of a list as many as it has pages.
	objects, pages := len(j.before)+len(j.after), (len(j.before)+len(j.after))/j.story.World.PageSize+2
	for _, c := range j.commands {
		objects += len(c.config)
	}
	if most := 4*objects*2 + (explained+2*len(j.commands))*(pages+10) + 4*pages*len(j.commands); reads > most {
		j.breaks(Thrifty, "%d reads were sent, want at most %d for %d objects and %d faults", reads, most, objects, explained)
	}
}

// secret looks for secrets where they must not be.
func (j *judgement) secret() {
	texts := map[string]string{"a message": j.said(), "the log": j.logs.take()}
	for _, c := range j.commands {
		for address, instances := range c.pipeline.driver.State().Instances() {
			for _, i := range instances {
				texts["the private state of "+address] += string(i.Private())
				if typeOf(address) != botSecret {
					texts["the state of "+address] += i.State.String()
				}
			}
		}
	}
	for _, b := range j.tenant.API.Bots() {
		if secret, found := j.tenant.API.BotSecret(b.BotID); found {
			j.secrets[secret] = true
		}
	}
	for secret := range j.secrets {
		for where, text := range texts {
			if strings.Contains(text, secret) {
				j.breaks(Secret, "a secret is in %s", where)
			}
		}
	}
}

// timely compares the time that commands took with what faults and rate limit explain.
func (j *judgement) timely() {
	most := 2*time.Minute + time.Duration(j.struck)*4*time.Minute
	if limit := j.story.World.RateLimit; limit > 0 {
		most += time.Duration(len(j.requests)/limit+2) * time.Minute
	}
	rooms := 0
	for _, r := range j.requests {
		if r.Operation == creating[room] {
			rooms++
		}
	}
	if most += time.Duration(rooms/10) * time.Minute; j.took > most {
		j.breaks(Timely, "%s took %v, want at most %v", j.commands[0].command, j.took, most)
	}
}

// String is the violation as text.
func (v Violation) String() string { return fmt.Sprintf("%s: %s", v.Rule, v.Text) }
