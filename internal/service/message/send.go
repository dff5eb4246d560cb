// SPDX-License-Identifier: MPL-2.0

package message

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/providerdata"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
)

func (a *sendMessage) Invoke(ctx context.Context, req action.InvokeRequest, resp *action.InvokeResponse) {
	root, diags := a.recheck(ctx, req.Config)
	resp.Diagnostics.Append(placed(diags.Errors())...) // the plan has told the warnings
	if resp.Diagnostics.HasError() {
		return
	}
	c, n, _ := contentOf(root)
	m := message{root: root, content: c, botID: root.text(botID)}
	progress := &progress{send: resp.SendProgress}
	defer progress.end()
	ctx = providerdata.WithWaits(ctx, progress.wait)
	files, diags := a.upload(ctx, &m, progress.tell)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	progress.tell("Sending %s", m.subject())
	if err := a.send(ctx, &m, toAPI(root, c, n, files)); err != nil {
		resp.Diagnostics.Append(m.failure("Unable to send message", m.subject(), err))
		return
	}
	progress.tell("Sent %s", m.subject())
}

// message is a message that is about to be sent.
type message struct {
	root    node
	content content
	botID   string
}

// to names the receiver.
func (m *message) to() string {
	if user := m.root.text(userID); user != "" {
		return fmt.Sprintf("user %q", user)
	}
	return fmt.Sprintf("room %q", m.root.text(channelID))
}

// subject names the message.
func (m *message) subject() string {
	return fmt.Sprintf("%s message of bot %s to %s", m.content.name, m.botID, m.to())
}

func (a *sendMessage) send(ctx context.Context, m *message, out *lineworks.Message) error {
	if user := m.root.text(userID); user != "" {
		return a.Client.Messages.SendToUser(ctx, m.botID, user, out)
	}
	return a.Client.Messages.SendToChannel(ctx, m.botID, m.root.text(channelID), out)
}

// upload checks all files, and only then uploads the first: a file that is missing
// must not leave others behind.
func (a *sendMessage) upload(ctx context.Context, m *message, progress func(string, ...any)) (uploads, diag.Diagnostics) {
	var diags diag.Diagnostics
	all := sources(m.root)
	for _, s := range all {
		diags.Append(placed(s.look().Errors())...)
	}
	if diags.HasError() {
		return nil, diags
	}
	ids := uploads{}
	for _, s := range all {
		file, problems := s.open()
		if problems.HasError() {
			diags.Append(placed(problems.Errors())...)
			return nil, diags
		}
		progress("Uploading %s (%d bytes)", file.Name, file.Size)
		id, err := a.Client.Attachments.UploadFile(ctx, m.botID, file)
		if err != nil {
			failed := m.failure("Unable to upload file for message", fmt.Sprintf("file %q of the %s", s.file, m.subject()), err)
			diags.Append(diag.WithPath(s.at, failed))
			return nil, diags
		}
		ids[s.file] = id
	}
	return ids, diags
}

const (
	// again tells how to go on. Terraform comes back to an action only along with its
	// trigger: one that failed before a change fails the change too, which the next
	// apply makes up for, and a change that is made is made once more only where the
	// trigger asks for it, which it can since Terraform 1.16.
	again = "If the trigger is a before_… event or has on_failure = taint, the next apply sends the message; otherwise it does not. To send it by hand: " + invoke

	invoke = "terraform apply -invoke=action.lineworks_send_message.NAME"
)

// failure explains why a message was not sent, or may not have been.
func (m *message) failure(summary, subject string, err error) diag.Diagnostic {
	found := tfdiag.API(summary, subject, err, m.fields())
	if tfdiag.SignInRefused(err) != nil {
		return diag.NewErrorDiagnostic(found.Summary(), found.Detail()+"\n\n"+again)
	}
	detail := fmt.Sprintf("The request for the %s failed.\n\n%s", subject, err)
	if advice := m.advice(err); advice != "" {
		detail += "\n\n" + advice
	}
	made := diag.NewErrorDiagnostic(summary, detail)
	if d, ok := found.(diag.DiagnosticWithPath); ok {
		return diag.WithPath(d.Path(), made)
	}
	return made
}

// advice suggests how to go on after err. That of tfdiag speaks of objects, which can be
// looked up, imported and applied again; a message cannot.
func (m *message) advice(err error) string {
	var apiErr *lineworks.APIError
	denied := errors.As(err, &apiErr) && strings.HasSuffix(apiErr.Operation, "/messages") && // and not of a file
		(errors.Is(err, lineworks.ErrAccessDenied) || errors.Is(err, lineworks.ErrNotFound))
	switch {
	case errors.Is(err, lineworks.ErrOutcomeUnknown):
		return "The provider does not send it a second time, because the message could then appear twice. Check the room before the next apply: " +
			"if the trigger is a before_… event or has on_failure = taint, that apply sends the message again; otherwise it does not. If the message did not arrive, send it by hand: " + invoke
	case errors.Is(err, context.Canceled):
		return "The run was interrupted before the message was sent. " + again
	case denied && m.root.text(channelID) != "":
		return fmt.Sprintf("Check that bot %s is in the room, and that channel_id is right. A lineworks_channel creates a room with the bot in it; to another room, one of its members has to invite the bot.\n\n%s", m.botID, again)
	case denied:
		return fmt.Sprintf("Check that bot %s is registered in the domain of the user (lineworks_bot_domain), that the user may use it (lineworks_bot_domain_member), and that user_id is right.\n\n%s", m.botID, again)
	case errors.Is(err, lineworks.ErrServer):
		return "The service has a problem. " + again
	}
	if advice := tfdiag.Advice(err); advice != "" {
		return advice + "\n\n" + again
	}
	return again
}

// fields are the attributes of the content by the API's names for them.
func (m *message) fields() tfdiag.Fields {
	fields := tfdiag.Fields{"quickReply": m.root.at.AtName(quickReply)}
	n := m.root.child(m.content.name)
	for name := range n.value.Attributes() {
		if n.has(name) {
			fields[apiName(name)] = n.at.AtName(name)
		}
	}
	return fields
}

// apiName is the API's name for an attribute of a content.
func apiName(attribute string) string {
	switch attribute {
	case "source_file": // its ID is sent
		return "fileId"
	case "action_rows":
		return "actions"
	}
	words := strings.Split(attribute, "_")
	for i, word := range words[1:] {
		words[i+1] = strings.ToUpper(word[:1]) + word[1:]
	}
	return strings.Join(words, "")
}
