// SPDX-License-Identifier: MPL-2.0

package page

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator/callback"
)

// maxDeliveries is how many callbacks of a bot the page shows.
const maxDeliveries = 50

// deliveriesView are the callbacks of the chosen bot, the newest first.
type deliveriesView struct {
	Total string
	Items []deliveryItem
}

type deliveryItem struct {
	ID        int
	Anchor    string
	Time      string
	Type      string
	Verdict   string
	Class     string
	Cause     string
	Detail    string
	Of, Wrong string
	Target    string
	Headers   string
	Body      string
	Signature string
	Status    string
	Answer    string
	Took      string
	Sent      bool
	Whole     bool // so that it can be sent again
}

func (v *view) deliveries() *deliveriesView {
	all := v.page.users.Deliveries(v.Bot.BotID)
	d := &deliveriesView{Total: fmt.Sprintf(v.T.Count, len(all))}
	slices.Reverse(all)
	for _, one := range all[:min(len(all), maxDeliveries)] {
		d.Items = append(d.Items, v.delivery(one))
	}
	return d
}

func (v *view) delivery(d simulator.Delivery) deliveryItem {
	item := deliveryItem{
		ID: d.ID, Anchor: fmt.Sprintf("delivery-%d", d.ID), Time: clock(d.Time), Type: string(d.Type), Detail: d.Detail,
		Target: d.Target, Headers: headerText(d.Header), Body: d.Body, Signature: d.Signature, Answer: d.Answer,
		Sent:  d.Verdict != callback.NotSent && d.Verdict != callback.Pending,
		Whole: !d.Incomplete,
	}
	if d.Kind != "" {
		item.Type += " (" + d.Kind + ")"
	}
	if d.Target == "" {
		item.Target = d.CallbackURL
	}
	if d.Reason != simulator.NoReason {
		item.Cause = d.Cause().Words(v.T.Lang)
	}
	if d.Of != 0 {
		item.Of = fmt.Sprintf(v.T.IsAgain, d.Of)
	}
	if d.WrongSignature {
		item.Wrong = v.T.IsWrong
	}
	if d.Status != 0 {
		item.Status = fmt.Sprintf("%d %s", d.Status, http.StatusText(d.Status))
	}
	if item.Sent {
		item.Took = fmt.Sprintf(v.T.Took, d.Took.Milliseconds())
	}
	item.Verdict, item.Class = v.verdict(d.Verdict)
	return item
}

func (v *view) verdict(verdict callback.Verdict) (text, class string) {
	switch verdict {
	case callback.Delivered:
		return v.T.Delivered, "fine"
	case callback.Accepted:
		return v.T.Accepted, "refused"
	case callback.Failed:
		return v.T.Failed, "failed"
	case callback.NotSent:
		return v.T.NotSent, "refused"
	default:
		return v.T.Pending, "pending"
	}
}

func headerText(header http.Header) string {
	var lines []string
	for name, values := range header {
		lines = append(lines, name+": "+strings.Join(values, ", "))
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}
