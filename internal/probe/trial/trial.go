// SPDX-License-Identifier: MPL-2.0

// Package trial is the bench of an experiment: it makes throw-away bots, sends requests to
// them, keeps the findings, and cleans up. It sends no request to a bot that it has not made.
package trial

import (
	"context"
	"net/http"
	"net/url"
	"slices"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/raw"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/report"
)

// Given is what the user of the probe gives the experiments.
type Given struct {
	// Administrator is the user ID of the contact, which every bot must have.
	Administrator string
	// Domain is the ID of a domain of the tenant, and OtherDomain that of another one, with
	// members.
	Domain, OtherDomain string
	// User is the ID of a member, and Email the login address of the same.
	User, Email string
	// Account signs in; nil with a ready-made token.
	Account *lineworks.ServiceAccount
}

// Need is something that an experiment cannot do without.
type Need string

// The needs, in the words of the command line.
const (
	Account     Need = "the credentials of a service account, in place of a ready-made token"
	Domain      Need = "-domain"
	OtherDomain Need = "-other-domain"
	User        Need = "-user"
	Email       Need = "-email"
)

// Lacks returns the needs that are not given.
func (g *Given) Lacks(needs []Need) []Need {
	given := map[Need]bool{
		Account: g.Account != nil, Domain: g.Domain != "", OtherDomain: g.OtherDomain != "", User: g.User != "", Email: g.Email != "",
	}
	return slices.DeleteFunc(slices.Clone(needs), func(n Need) bool { return given[n] })
}

// Experiment settles switches.
type Experiment struct {
	Name string
	// Purpose says what it finds out.
	Purpose string
	// Settles are the switches that it may settle.
	Settles []string
	Needs   []Need
	// Bots, Requests, Messages and Rooms are how many of them it needs at most. The requests
	// are those to make and remove the bots as well.
	Bots, Requests, Messages, Rooms int
	Run                             func(*Trial)
}

// Trial is an experiment under way. A request that gets no response, or is refused though all
// depends on it, ends the trial: what follows does nothing.
type Trial struct {
	Given

	ctx   context.Context
	bots  *Bots
	err   error
	found map[string]report.Finding
	undo  []func(context.Context) error
	own   []*throwAway
}

// Do runs an experiment, and undoes what it did. The findings are those of the switches that it
// settles, and no others. The error is about the experiment, or about the undoing.
func Do(ctx context.Context, bots *Bots, given Given, e Experiment) ([]report.Finding, error) {
	t := &Trial{Given: given, ctx: ctx, bots: bots, found: map[string]report.Finding{}}
	e.Run(t)
	undone := t.clean(context.WithoutCancel(ctx))
	var findings []report.Finding
	for _, name := range e.Settles {
		f, ok := t.found[name]
		if !ok {
			f = report.Finding{Switch: name, NotSettled: t.ended()}
		}
		findings = append(findings, f)
	}
	if t.err == nil {
		t.err = undone
	}
	return findings, t.err
}

// clean undoes what the trial did. What it cannot remove now, [Bots.Remove] tries again.
func (t *Trial) clean(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, cleanUpTime)
	defer cancel()
	var failed error
	for _, step := range slices.Backward(t.undo) {
		if err := step(ctx); err != nil {
			failed = err
		}
	}
	for _, bot := range t.own {
		if bot.state != made {
			continue
		}
		if err := t.bots.remove(ctx, bot); err != nil {
			failed = err
		}
	}
	return failed
}

// ended is the reason for the switches about which the trial has found nothing.
func (t *Trial) ended() string {
	switch {
	case t.ctx.Err() != nil:
		return "The run was interrupted."
	case t.err != nil:
		return "The experiment ended early: " + Reason(t.err) + "."
	}
	return "The experiment did not get that far."
}

// Fail ends the trial.
func (t *Trial) Fail(err error) {
	if t.err == nil {
		t.err = err
	}
}

// Send sends a request with a JSON body; nil sends none.
func (t *Trial) Send(op rest.Operation, body any, ids ...string) *Result {
	r := raw.Request{Op: op, IDs: ids}
	if body != nil {
		var err error
		if r.Content, err = encode(body); err != nil {
			t.Fail(err)
		}
	}
	return t.Do(r)
}

// encode makes the body of a request.
func encode(body any) (rest.Content, error) {
	encoded, err := rest.Encode(body)
	return rest.Content{Type: "application/json", Body: encoded}, err //nolint:wrapcheck // it never fails: the bodies are of this program's making
}

// Do sends any request.
func (t *Trial) Do(r raw.Request) *Result {
	if t.err != nil {
		return notSent(r.Op)
	}
	if err := t.ctx.Err(); err != nil {
		t.Fail(err)
		return notSent(r.Op)
	}
	resp, err := t.bots.API.Send(t.ctx, r)
	if err != nil {
		t.Fail(err)
		return notSent(r.Op)
	}
	return newResult(r.Op, resp)
}

// Get sends a GET.
func (t *Trial) Get(path string, ids ...string) *Result {
	return t.Send(rest.Operation{Method: http.MethodGet, Path: path}, nil, ids...)
}

// List sends a GET for a page of a list.
func (t *Trial) List(path string, query url.Values, ids ...string) *Result {
	return t.Do(raw.Request{Op: rest.Operation{Method: http.MethodGet, Path: path}, IDs: ids, Query: query})
}

// Post sends a POST.
func (t *Trial) Post(path string, body any, ids ...string) *Result {
	return t.Send(rest.Operation{Method: http.MethodPost, Path: path}, body, ids...)
}

// Patch sends a PATCH.
func (t *Trial) Patch(path string, body any, ids ...string) *Result {
	return t.Send(rest.Operation{Method: http.MethodPatch, Path: path}, body, ids...)
}

// Delete sends a DELETE.
func (t *Trial) Delete(path string, ids ...string) *Result {
	return t.Send(rest.Operation{Method: http.MethodDelete, Path: path}, nil, ids...)
}

// Must ends the trial unless the request succeeded, on which all that follows depends.
func (t *Trial) Must(r *Result) *Result {
	if t.err == nil && !r.OK() {
		t.Fail(refusal(r))
	}
	return r
}

// Option is a position of a switch that the responses may show.
type Option struct {
	position string
	fits     bool
}

// At is an option: the responses show the position if fits is true.
func At(position string, fits bool) Option { return Option{position, fits} }

// Choose settles a switch if exactly one of the options fits.
func (t *Trial) Choose(name string, because []*Result, options ...Option) {
	var fitting []string
	for _, o := range options {
		if o.fits {
			fitting = append(fitting, o.position)
		}
	}
	switch len(fitting) {
	case 1:
		t.keep(report.Finding{Switch: name, Position: fitting[0]}, because)
	case 0:
		t.Leave(name, "The responses fit none of the known positions.", because...)
	default:
		t.Leave(name, "The responses fit several positions.", because...)
	}
}

// Leave leaves a switch unsettled, for a reason.
func (t *Trial) Leave(name, why string, because ...*Result) {
	t.keep(report.Finding{Switch: name, NotSettled: why}, because)
}

// keep keeps a finding, unless the trial has ended.
func (t *Trial) keep(f report.Finding, because []*Result) {
	if t.err != nil {
		return
	}
	for _, r := range because {
		f.Evidence = append(f.Evidence, r.evidence())
	}
	t.found[f.Switch] = f
}

// Because are the responses that a conclusion rests on.
func Because(responses ...*Result) []*Result { return responses }

// Bot makes a throw-away bot. Name and description are set by the run.
func (t *Trial) Bot(fields Fields) (id string, created *Result) {
	if t.err != nil {
		return "", notSent(createBot)
	}
	all := Fields{"administrators": []string{t.Administrator}, "photoUrl": PhotoURL}
	for name, value := range fields {
		all[name] = value
	}
	bot, created, err := t.bots.create(t.ctx, all)
	if err != nil {
		t.Fail(&NoBotError{err})
		return "", notSent(createBot)
	}
	t.own = append(t.own, bot)
	return bot.id, created
}

// Description is the one that all bots of the run have.
func (t *Trial) Description() string { return t.bots.Run.Description() }

// Name is the name of a bot of the trial.
func (t *Trial) Name(id string) string {
	for _, bot := range t.own {
		if bot.id == id {
			return bot.name
		}
	}
	return ""
}

// PhotoURL is the picture of throw-away bots: one of the vendor's own, which a public client
// uses for its bots, too.
const PhotoURL = "https://static.worksmobile.net/static/pwe/wm/devcenter/img_linebot.png"

// Undo remembers a step that undoes something, such as leaving a room. The last one is taken
// first, before the bots are removed. The function that it returns takes the step back, for an
// experiment that undoes the same itself.
func (t *Trial) Undo(r raw.Request) (forget func()) {
	forgotten := false
	t.undo = append(t.undo, func(ctx context.Context) error {
		if forgotten {
			return nil
		}
		resp, err := t.bots.API.Send(ctx, r)
		if err != nil {
			return err
		}
		result := newResult(r.Op, resp)
		// A token that cannot be revoked has ended before, and expires in any case.
		if result.OK() || r.Op.AuthServer || resp.Status == http.StatusNotFound || resp.Status == http.StatusGone {
			return nil
		}
		return refusal(result)
	})
	return func() { forgotten = true }
}

// Removed notes that the trial has removed a bot itself.
func (t *Trial) Removed(id string) {
	for _, bot := range t.own {
		if bot.id == id {
			bot.state = gone
		}
	}
}
