// SPDX-License-Identifier: MPL-2.0

package simulate

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/hashicorp/terraform-plugin-log/tflogtest"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/faulttest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// Report is what came of a life.
type Report struct {
	// Violations are the rules that were broken, the first of them in the first step.
	Violations []Violation
	// Commands, Requests and Faults are how many of them the life had.
	Commands, Requests, Faults int
	// Trace is each operation with its status, in the order of the requests.
	Trace []string
}

// Violation is a rule that was broken.
type Violation struct {
	Rule Rule
	Text string
}

// Play plays a story in a bubble of its own.
func Play(t *testing.T, story Story) (report Report) {
	t.Helper()
	defer func() {
		if r := recover(); r != nil { // synctest panics about goroutines that are left
			report.Violations = append(report.Violations, Violation{Ends, fmt.Sprintf("%v\n\n%s", r, left())})
		}
	}()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		l := &life{recorder: recorder{TB: t, ctx: ctx}, story: story, outside: map[object]bool{}, secrets: map[string]bool{}}
		done := make(chan struct{})
		go func() { // a failure in a test's helper ends the goroutine
			defer close(done)
			defer l.recover()
			l.play()
		}()
		<-done
		cancel()
		<-time.After(patience)
		l.cleanUp()
		l.step = "the end"
		l.protocol() // with the operations that the documented scopes do not allow
		report = l.report
	})
	return report
}

// patience is how long goroutines may take to end after a life: the request for a token is for
// all calls, so it goes on when the call that asked for it is interrupted.
const patience = 10 * time.Minute

// left are the stacks of goroutines that wait in a bubble, other lives' among them.
func left() string {
	stacks := make([]byte, 1<<20)
	stacks = stacks[:runtime.Stack(stacks, true)]
	var all []string
	for stack := range strings.SplitSeq(string(stacks), "\n\n") {
		if head, _, _ := strings.Cut(stack, "\n"); strings.Contains(head, "synctest bubble") {
			all = append(all, stack)
		}
	}
	return strings.Join(all, "\n\n")
}

// life is a story that is being played.
type life struct {
	recorder

	story     Story
	tenant    *acctest.Tenant
	pipelines [2]*pipeline
	outside   map[object]bool // made by hand, or named by an error or a warning
	secrets   map[string]bool
	logs      log
	report    Report
	step      string
}

// pipeline applies a configuration of its own with a state of its own.
type pipeline struct {
	driver  *acctest.Driver
	config  acctest.Config
	moved   map[string]string
	refusal string
	// warnings are those of the last command.
	warnings string
}

// move keeps moved blocks, so that they are there when the next command runs.
func (p *pipeline) move(moved map[string]string) {
	for from, to := range moved {
		for earlier, now := range p.moved {
			if now == from {
				p.moved[earlier] = to
			}
		}
		p.moved[from] = to
	}
	for from, to := range p.moved {
		if _, back := p.config[from]; back || p.driver.State().Has(to) {
			delete(p.moved, from)
		}
	}
}

// recorder is the test that the driver reports to.
type recorder struct {
	testing.TB

	ctx context.Context //nolint:containedctx // that of a test

	mu       sync.Mutex
	failures []string
	cleanups []func()
}

// Errorf records what a CLI would report as a bug of the provider.
func (r *recorder) Errorf(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.failures = append(r.failures, fmt.Sprintf(format, args...))
}

// Fatalf records it and ends the goroutine.
func (r *recorder) Fatalf(format string, args ...any) {
	r.Errorf(format, args...)
	runtime.Goexit()
}

// Fatal is Fatalf without a format.
func (r *recorder) Fatal(args ...any) { r.Fatalf("%s", fmt.Sprint(args...)) }

// Cleanup has a function called at the end of the life.
func (r *recorder) Cleanup(f func()) { r.cleanups = append(r.cleanups, f) }

// Context is that of the life.
func (r *recorder) Context() context.Context { return r.ctx }

// Helper does nothing.
func (*recorder) Helper() {}

func (r *recorder) cleanUp() {
	for _, f := range slices.Backward(r.cleanups) {
		f()
	}
}

// log is the log of the provider.
type log struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(p)
}

func (l *log) take() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	defer l.buf.Reset()
	return l.buf.String()
}

func (l *life) recover() {
	if r := recover(); r != nil {
		l.breaks(NoPanic, "%v", r)
	}
}

// breaks notes a violation.
func (l *life) breaks(rule Rule, format string, args ...any) {
	l.report.Violations = append(l.report.Violations, Violation{rule, l.step + ": " + fmt.Sprintf(format, args...)})
}

// keyLine is how long the lines of a private key are.
const keyLine = 64

func (l *life) play() {
	w := l.story.World
	var quirks mockserver.Quirks
	for _, name := range w.Switches {
		if err := quirks.Set(name); err != nil {
			panic(err)
		}
	}
	l.tenant = acctest.NewInMemory(&l.recorder, func(o *mockserver.Options) {
		o.Quirks, o.MaxPageSize, o.RateLimit, o.Latency = quirks, w.PageSize, w.RateLimit, serviceTime
	})
	for _, name := range []string{"LINEWORKS_CLIENT_SECRET", "LINEWORKS_PRIVATE_KEY"} {
		l.secrets[l.tenant.Variables[name]] = true
		for line := range strings.Lines(l.tenant.Variables[name]) {
			if line = strings.TrimSpace(line); len(line) == keyLine { // a log has the ends of lines in another form
				l.secrets[line] = true
			}
		}
	}
	for i := range l.pipelines {
		l.pipelines[i] = &pipeline{driver: l.tenant.Driver(), config: acctest.Config{}, moved: map[string]string{}}
	}
	for i, step := range l.story.Steps {
		l.step = fmt.Sprintf("step %d", i+1)
		if l.take(step); len(l.report.Violations) > 0 {
			return
		}
	}
	l.converge()
}

// take takes a step.
func (l *life) take(step Step) {
	p := l.pipelines[step.Pipeline]
	config, moved := edit(p.config, step.Edits)
	p.config = config
	p.move(moved)
	before := snapshot(l.tenant.API)
	for _, a := range step.Console {
		l.act(a)
	}
	for o := range snapshot(l.tenant.API) {
		if _, found := before[o]; !found {
			l.outside[o] = true
		}
	}
	if step.Command != None {
		l.run(p, step.Command, step.Options)
	}
}

// command is a command of a pipeline, and what came of it.
type command struct {
	pipeline *pipeline
	command  Command
	options  Options
	config   acctest.Config
	gate     *gate
	prior    acctest.State
	outcome  acctest.Outcome
	panicked any
}

// run runs a command, perhaps one of the other pipeline at the same time, and judges them.
func (l *life) run(p *pipeline, what Command, options Options) {
	api := l.tenant.API
	api.ResetRequests()
	before := snapshot(api)
	for _, strike := range options.Faults {
		if f := faulttest.Named(strike.Fault)[0]; f.Kind != faulttest.NotSent {
			api.Fail(f.At(strike.Operation, strike.Skip))
		}
	}
	all := []*command{l.prepare(p, what, options)}
	if options.Beside != None {
		for _, other := range l.pipelines {
			if other != p {
				all = append(all, l.prepare(other, options.Beside, Options{Parallelism: options.Parallelism}))
			}
		}
	}
	start := time.Now()
	var wg sync.WaitGroup
	for _, c := range all {
		wg.Go(func() {
			defer func() { c.panicked = recover() }()
			l.execute(c)
		})
	}
	wg.Wait()
	for _, c := range all {
		if c.panicked != nil {
			l.breaks(NoPanic, "%v", c.panicked)
		}
	}
	took := time.Since(start)
	l.settle()
	struck := len(options.Faults) - all[0].gate.left() - api.PendingFaults()
	api.ClearFaults()
	after, requests := snapshot(api), api.Requests()
	l.report.Commands += len(all)
	l.report.Requests += len(requests)
	l.report.Faults += struck
	for _, r := range requests {
		l.report.Trace = append(l.report.Trace, fmt.Sprintf("%s %d", r.Operation, r.Status))
	}
	j := judgement{l, all, before, after, requests, struck, took}
	j.judge()
	l.protocol()
	if lost := all[0]; len(l.report.Violations) == 0 && (options.Lost || options.Kill != nil || options.StopAfter > 0) {
		if options.Lost {
			p.driver.Restore(lost.prior)
		}
		j.warned(l.look(p, what), options)
	}
}

// protocol reports what the driver would fail a test for.
func (l *life) protocol() {
	for _, failure := range l.failures {
		l.breaks(Protocol, "%s", failure)
	}
	l.failures = nil
}

// settle waits until the requests have ended whose client is gone.
func (l *life) settle() {
	synctest.Wait()
}

// prepare makes the way of a command to the service.
func (l *life) prepare(p *pipeline, what Command, options Options) *command {
	if l.story.World.OneByOne {
		options.Parallelism = 1
	}
	g := &gate{
		seed: options.Order, kill: options.Kill, cut: options.Interrupt,
		seen: map[string]int{}, killed: make(chan struct{}), secrets: map[string]bool{},
	}
	for _, s := range options.Faults {
		if faulttest.Named(s.Fault)[0].Kind == faulttest.NotSent {
			g.refused = append(g.refused, s)
		}
	}
	return &command{pipeline: p, command: what, options: options, config: p.config, gate: g, prior: p.driver.State()}
}

// execute runs one command.
func (l *life) execute(c *command) {
	ctx, cancel := context.WithCancel(l.ctx)
	defer cancel()
	if l.story.World.Logs {
		ctx = tflogtest.RootLogger(ctx, &l.logs)
	}
	c.gate.interrupt = cancel
	tenant := l.tenant.Through(func(inner http.RoundTripper) http.RoundTripper {
		c.gate.inner = inner
		return c.gate
	})
	if !l.story.World.SignIn {
		tenant = tenant.With(map[string]string{"LINEWORKS_ACCESS_TOKEN": l.tenant.API.NewToken()})
	}
	step := acctest.Step{
		Config: c.config, Moved: maps.Clone(c.pipeline.moved), Seed: c.options.Order, Parallelism: c.options.Parallelism, Stagger: time.Microsecond, StopAfter: c.options.StopAfter, Killed: c.gate.killed,
		PlanOnly: c.command == Plan, RefreshOnly: c.command == Refresh, Destroy: c.command == Destroy,
	}
	for _, address := range c.options.Replace {
		if _, found := c.config[address]; found {
			step.Replace = append(step.Replace, address)
		}
	}
	if l.story.World.CreateFirst && c.command != Destroy {
		step.CreateBeforeDestroy = sortedKeys(c.config)
	}
	if _, found := c.config[c.options.Import]; found && c.command == Apply && !c.prior.Has(c.options.Import) {
		if id := l.unmanaged(); id != "" {
			step.Imports = map[string]string{c.options.Import: id}
		}
	}
	c.outcome = c.pipeline.driver.Run(ctx, &l.recorder, tenant, step)
	c.gate.end() // the processes have ended
}

// unmanaged is the ID of a bot that is in no state, "" if there is none.
func (l *life) unmanaged() string {
	all := known(l.pipelines[0].driver.State(), l.pipelines[1].driver.State())
	for _, o := range sortedObjects(snapshot(l.tenant.API)) {
		if o.resource == bot && !all[o] {
			return o.id
		}
	}
	return ""
}

// look plans what a pipeline would do next, without a fault.
func (l *life) look(p *pipeline, what Command) *command {
	options := Options{Parallelism: 5, Order: 1}
	c := l.prepare(p, Plan, options)
	if what == Destroy {
		return c // nothing was created
	}
	l.execute(c)
	l.report.Commands++
	return c
}

// maxRounds is how many applies a tenant may need after all faults have ended: a change from rich
// menus to a persistent menu takes two, and so does one that the other pipeline undoes.
const maxRounds = 4

// converge checks that applies without faults put everything right, and destroys everything.
func (l *life) converge() {
	l.lift()
	for round := range maxRounds {
		l.step = fmt.Sprintf("apply %d without faults", round+1)
		l.makeRoom()
		l.nameUsers()
		calm := true
		for _, p := range l.pipelines {
			if len(p.config) == 0 && len(p.driver.State().Instances()) == 0 {
				continue
			}
			l.run(p, Apply, Options{Parallelism: 10, Order: uint64(round)})
			calm = calm && p.refusal == ""
		}
		if len(l.report.Violations) > 0 {
			return
		}
		if calm && l.empty(round == maxRounds-1) {
			break
		}
		if round == maxRounds-1 {
			for _, p := range l.pipelines {
				if p.refusal != "" {
					l.breaks(Converges, "the apply fails: %s", p.refusal)
				}
			}
		}
	}
	if len(l.report.Violations) > 0 {
		return
	}
	for i, p := range l.pipelines {
		l.step = fmt.Sprintf("destroy of pipeline %d", i)
		if l.run(p, Destroy, Options{Parallelism: 10}); len(l.report.Violations) > 0 {
			return
		}
		if left := p.driver.State().Instances(); len(left) > 0 || p.refusal != "" {
			l.breaks(Converges, "the destroy leaves %v: %s", sortedKeys(left), p.refusal)
		}
	}
}

// lift takes the protection off all bots, as the error about one says: its block is put back
// for that, if it has gone.
func (l *life) lift() {
	l.step = "protection is lifted"
	for _, p := range l.pipelines {
		with, protected := acctest.Config{}, false
		for address, values := range p.config {
			with[address] = values.Without("deletion_protection")
		}
		p.config = maps.Clone(with)
		for address, instances := range p.driver.State().Instances() {
			if to, ok := p.moved[address]; ok {
				address = to
			}
			values := attributes(instances[0].State)
			if typeOf(address) != bot || plain(values["deletion_protection"]) != true {
				continue
			}
			if protected = true; with[address] == nil {
				with[address] = acctest.Values{}
				for name := range needed[bot] {
					with[address][name] = values[name]
				}
			}
		}
		if protected {
			config := p.config
			p.config = with
			l.makeRoom()
			l.run(p, Apply, Options{Parallelism: 10})
			p.config = config
		}
	}
}

// differences are the attributes that a plan changes, for a violation.
func differences(resource string, plan acctest.Plan) string {
	var b strings.Builder
	before, after := stateAttributes(resource, plan.Prior().State), stateAttributes(resource, plan.State)
	for _, name := range slices.Sorted(maps.Keys(merged(before, after))) {
		if before[name] != after[name] {
			fmt.Fprintf(&b, ", %s from %s to %s", name, before[name], after[name])
		}
	}
	return b.String()
}

// empty reports whether the plans of all pipelines are empty. The last time, what they would
// change is a violation.
func (l *life) empty(last bool) bool {
	calm := true
	for i, p := range l.pipelines {
		c := l.prepare(p, Plan, Options{Parallelism: 5})
		l.execute(c)
		l.report.Commands++
		for address, plan := range c.outcome.Plans {
			if plan.Change != acctest.NoOp {
				if calm = false; last {
					l.breaks(Converges, "pipeline %d plans to %s %s%s: %s", i, plan.Change, address, differences(typeOf(address), plan), acctest.Messages(plan.Diagnostics))
				}
			}
		}
		if len(c.outcome.Deposed) > 0 || acctest.IsError(c.outcome.Diagnostics) {
			if calm = false; last {
				l.breaks(Converges, "the plan of pipeline %d has deposed objects %v, and says %s", i, sortedKeys(c.outcome.Deposed), acctest.Messages(c.outcome.Diagnostics))
			}
		}
	}
	return calm
}

// nameUsers replaces e-mail addresses by the IDs that the service still has after an update, as
// the warning of that update says.
func (l *life) nameUsers() {
	for _, p := range l.pipelines {
		for address, instances := range p.driver.State().Instances() {
			values := p.config[address]
			if typeOf(address) != bot || values == nil {
				continue
			}
			id := text(attributes(instances[0].State)["bot_id"])
			left := regexp.MustCompile(`left administrators of bot .*\b` + id + `\b`)
			botID, _ := strconv.ParseInt(id, 10, 64) // 0 for an ID that is none
			if has, found := l.tenant.API.Bot(botID); found && left.MatchString(p.warnings) {
				p.config = maps.Clone(p.config)
				p.config[address] = values.With(acctest.Values{"administrators": has.Administrators})
			}
		}
	}
}

// makeRoom deletes by hand the rich menus that are in no state where a configuration wants a
// persistent menu, which the service refuses beside them. An error tells the team to.
func (l *life) makeRoom() {
	all := known(l.pipelines[0].driver.State(), l.pipelines[1].driver.State())
	for _, b := range l.tenant.API.Bots() {
		if !l.wants(b.BotID, persistent) {
			continue
		}
		for _, m := range l.tenant.API.RichMenus(b.BotID) {
			if !all[menuObject(fmt.Sprint(b.BotID), m.RichMenuID)] {
				l.tenant.API.RemoveRichMenu(b.BotID, m.RichMenuID)
			}
		}
	}
}

// botID is the ID of the bot at an address, "" if it is not in the state.
func (p *pipeline) botID(address string) string {
	instances := p.driver.State().Instances()
	for _, at := range append([]string{address}, sortedKeys(p.moved)...) {
		if at != address && p.moved[at] != address {
			continue
		}
		for _, i := range instances[at] {
			return text(attributes(i.State)["bot_id"])
		}
	}
	return ""
}
