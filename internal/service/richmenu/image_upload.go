// SPDX-License-Identifier: MPL-2.0

package richmenu

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/planrules"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
)

// sent is the outcome of setting pictures.
type sent struct {
	// once tells that the menu has a picture and the service refused to set another.
	once bool
	// noMenu tells that the bot has no such menu.
	noMenu bool
}

// send uploads pictures of a menu and sets them, all with one request.
func (r *menuResource) send(ctx context.Context, m *menu, wanted []*pictureFile) (outcome sent, diags diag.Diagnostics) {
	if len(wanted) == 0 {
		return outcome, nil
	}
	botID := m.BotID.ValueString()
	ids := map[string]string{}
	for _, p := range wanted {
		id, err := r.Client.Attachments.Upload(ctx, botID, p.name, p.contentType, p.content)
		if err != nil {
			subject := fmt.Sprintf("file %q for %s", p.file.ValueString(), m.subject())
			diags.Append(diag.WithPath(p.at, tfdiag.API("Unable to upload picture of rich menu", subject, err, nil)))
			return outcome, diags
		}
		ids[p.language] = id
	}
	fileID := ids[""]
	delete(ids, "")
	if err := r.Client.RichMenus.SetImage(ctx, botID, m.RichMenuID.ValueString(), fileID, ids); err != nil {
		problem, once := r.notSet(ctx, m, wanted, err)
		diags.Append(problem)
		return sent{once: once, noMenu: errors.Is(err, lineworks.ErrNotFound)}, diags
	}
	return outcome, nil
}

// notSet reports that uploaded pictures could not be set. once is as in send.
func (r *menuResource) notSet(ctx context.Context, m *menu, wanted []*pictureFile, err error) (problem diag.Diagnostic, once bool) {
	const summary = "Unable to set picture of rich menu"
	if !lineworks.Refused(err) || errors.Is(err, lineworks.ErrForbidden) { // 403 is about rights, not about the picture
		return tfdiag.API(summary, m.subject(), err, fields), false
	}
	// A file between the two readings of 1 MB explains a refusal best.
	if i := slices.IndexFunc(wanted, func(p *pictureFile) bool { return len(p.content) > planrules.SafePicture }); i >= 0 {
		large := wanted[i]
		return diag.NewAttributeErrorDiagnostic(large.at, summary, fmt.Sprintf("The service refused the pictures of %s.\n\n%s\n\n"+
			"File %q has %d bytes, and whether 1 MB means %d or %d is not documented. Try a smaller file.",
			m.subject(), err, large.file.ValueString(), len(large.content), planrules.SafePicture, planrules.MaxPicture)), false
	}
	if namesFile(err) {
		return tfdiag.API(summary, m.subject(), err, fields), false
	}
	if _, lookupErr := r.Client.RichMenus.Image(ctx, m.BotID.ValueString(), m.RichMenuID.ValueString()); lookupErr != nil {
		return tfdiag.API(summary, m.subject(), err, fields), false
	}
	return diag.NewAttributeErrorDiagnostic(path.Root("image"), summary+" again", fmt.Sprintf("The service refused another picture for %s, which already has one.\n\n%s\n\n"+
		"Whether a menu accepts a picture more than once is not documented, and this service may not. The next plan replaces the menu, so that the picture is set on a new one.",
		m.subject(), err)), true
}

// namesFile reports whether err is a 400 that names the file, or one by language.
func namesFile(err error) bool {
	var apiErr *lineworks.APIError
	return errors.Is(err, lineworks.ErrInvalid) && errors.As(err, &apiErr) &&
		strings.Contains(strings.ToLower(apiErr.Description), "fileid")
}

// lookForPictures removes the hashes of deleted pictures from the state, so that the
// next plan sets them again. It cannot recognize another picture, because the file IDs
// of the service change.
// Source: https://developers.worksmobile.com/jp/docs/bot-richmenu-image-get
func (r *menuResource) lookForPictures(ctx context.Context, state *model) error {
	if state.I18nImages.IsNull() { // after an import
		state.unmanaged()
	}
	if !state.hasImage() {
		return nil // not managed
	}
	found, err := r.Client.RichMenus.Image(ctx, state.BotID.ValueString(), state.RichMenuID.ValueString())
	switch {
	case errors.Is(err, lineworks.ErrNotFound):
		state.unset()
		return nil
	case err != nil:
		return err
	}
	sums := tfvalue.GoMap(state.I18nImageSHA256s)
	for language := range sums {
		if found.I18nFileIDs[language] == "" {
			delete(sums, language)
		}
	}
	state.I18nImageSHA256s = tfvalue.StringMap(sums)
	return nil
}
