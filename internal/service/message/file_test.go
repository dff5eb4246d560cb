// SPDX-License-Identifier: MPL-2.0

package message_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/localfile/pipe"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

const signature = "\x89PNG\r\n\x1a\n"

// newFile creates a file of that size, which starts like a PNG.
func newFile(t *testing.T, name string, size int) string {
	t.Helper()
	name = filepath.Join(t.TempDir(), name)
	content := (signature + strings.Repeat("x", size))[:size]
	if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// operations are the requests less those for tokens.
func operations(e *tenant) []string {
	var all []string
	for _, r := range e.API.Requests() {
		if r.Operation != "POST /token" {
			all = append(all, r.Operation)
		}
	}
	return all
}

// TestFiles uploads local files first, and sends their IDs.
func TestFiles(t *testing.T) {
	t.Parallel()
	for content, ext := range map[string]string{"image": ".png", "file": ".pdf", "audio": ".m4a", "video": ".mp4"} {
		t.Run(content, func(t *testing.T) {
			t.Parallel()
			e := newTenant(t)
			config := toTheRoom(content, values{"source_file": newFile(t, "報告"+ext, 1000)})
			none(t, e.action(t).Validate(t, config))
			none(t, e.action(t).Plan(t, config))
			if n := e.Writes(); n != 0 {
				t.Fatalf("the plan sent %d requests, want none", n)
			}
			progress, diags := e.action(t).Invoke(t, config)
			none(t, diags)
			if got := operations(e); !slices.Equal(got, []string{attach, upload, toRoom}) {
				t.Errorf("sent %v, want a registration, an upload and a message", got)
			}
			if len(progress) != 3 || progress[0] != "Uploading 報告"+ext+" (1000 bytes)" || !strings.HasPrefix(progress[1], "Sending "+content) {
				t.Errorf("told %q, want the upload, the message and its end", progress)
			}
			file := e.API.Attachments()[0]
			if file.FileName != "報告"+ext || len(file.Content) != 1000 || file.BotID != 2000001 {
				t.Errorf("uploaded %s of %d bytes for bot %d, want 報告%s of 1000 bytes for bot 2000001", file.FileName, len(file.Content), file.BotID, ext)
			}
			sameJSON(t, fmt.Sprintf(`{"type":%q,"fileId":%q}`, content, file.FileID), sent(t, e, toRoom))
		})
	}
}

// TestFiles_inTemplates has a file in each place of a template that takes one.
func TestFiles_inTemplates(t *testing.T) {
	t.Parallel()
	a, b, c := newFile(t, "a.png", 10), newFile(t, "b.png", 20), newFile(t, "c.png", 30)
	byLanguage := map[string]string{"ja_JP": b, "ko_KR": c}
	for name, tc := range map[string]struct {
		content string
		config  values
		want    string // with the ID of each file as its letter
	}{
		"list": {"list_template", values{
			"cover_data": values{"background_source_file": a, "i18n_background_source_files": byLanguage},
			"elements":   []any{values{"title": "t"}, values{"title": "u", "source_file": b}},
		}, `{"type":"list_template","coverData":{"backgroundFileId":"a","i18nBackgroundFileIds":[{"language":"ja_JP","backgroundFileId":"b"},{"language":"ko_KR","backgroundFileId":"c"}]},
			"elements":[{"title":"t"},{"title":"u","fileId":"b"}]}`},
		"carousel": {
			"carousel",
			values{"columns": []any{column(values{"source_file": a, "i18n_source_files": byLanguage}), column(values{"source_file": c})}},
			`{"type":"carousel","columns":[{"text":"x","actions":[` + openJSON + `],"fileId":"a","i18nFileIds":[{"language":"ja_JP","fileId":"b"},{"language":"ko_KR","fileId":"c"}]},
			{"text":"x","actions":[` + openJSON + `],"fileId":"c"}]}`,
		},
		"image carousel": {
			"image_carousel",
			values{"columns": []any{values{"source_file": b}, values{"source_file": a, "i18n_source_files": byLanguage}}},
			`{"type":"image_carousel","columns":[{"fileId":"b"},{"fileId":"a","i18nFileIds":[{"language":"ja_JP","fileId":"b"},{"language":"ko_KR","fileId":"c"}]}]}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := newTenant(t)
			config := toTheRoom(tc.content, tc.config)
			none(t, e.action(t).Plan(t, config))
			_, diags := e.action(t).Invoke(t, config)
			none(t, diags)
			got := sent(t, e, toRoom)
			for _, file := range e.API.Attachments() {
				got = strings.ReplaceAll(got, `"`+file.FileID+`"`, `"`+file.FileName[:1]+`"`)
			}
			sameJSON(t, tc.want, got)
		})
	}
}

// TestFiles_once uploads a file once, however often a message names it.
func TestFiles_once(t *testing.T) {
	t.Parallel()
	e := newTenant(t)
	a, b := newFile(t, "a.png", 10), newFile(t, "b.png", 20)
	config := columns(column(values{"source_file": b}), column(values{"source_file": a, "i18n_source_files": map[string]string{"ja_JP": b, "ko_KR": a}}), column(values{"source_file": b}))
	none(t, e.action(t).Plan(t, config))
	progress, diags := e.action(t).Invoke(t, config)
	none(t, diags)
	if got := operations(e); !slices.Equal(got, []string{attach, upload, attach, upload, toRoom}) {
		t.Errorf("sent %v, want two uploads and a message", got)
	}
	if len(progress) != 4 || progress[0] != "Uploading b.png (20 bytes)" || progress[1] != "Uploading a.png (10 bytes)" {
		t.Errorf("told %q, want the uploads of b.png and a.png first, and 4 in all", progress)
	}
	got := sent(t, e, toRoom)
	for _, file := range e.API.Attachments() {
		got = strings.ReplaceAll(got, `"`+file.FileID+`"`, `"`+file.FileName[:1]+`"`)
	}
	card := `"text":"x","actions":[` + openJSON + `]`
	sameJSON(t, `{"type":"carousel","columns":[{`+card+`,"fileId":"b"},
		{`+card+`,"fileId":"a","i18nFileIds":[{"language":"ja_JP","fileId":"b"},{"language":"ko_KR","fileId":"a"}]},{`+card+`,"fileId":"b"}]}`, got)

	diags = e.action(t).Plan(t, columns(column(values{"source_file": a + "?"}), column(values{"source_file": a + "?"})))
	expectWords(t, failed(t, diags, "Invalid file", "carousel.columns[0].source_file"), "At carousel.columns[0].source_file: File", "cannot be read")
}

// TestFiles_sizeUnknown sends a file that holds more than its entry in the folder says.
func TestFiles_sizeUnknown(t *testing.T) {
	t.Parallel()
	const file = "/proc/self/cmdline" // says 0 bytes
	want, err := os.ReadFile(file)
	if err != nil {
		t.Skip(err)
	}
	e := newTenant(t)
	config := toTheRoom("audio", values{"source_file": file})
	none(t, e.action(t).Plan(t, config))
	_, diags := e.action(t).Invoke(t, config)
	none(t, diags)
	if files := e.API.Attachments(); len(files) != 1 || !slices.Equal(files[0].Content, want) {
		t.Errorf("%d files were uploaded, want 1, whole", len(files))
	}
}

// TestFiles_idsByLanguage joins IDs that are written down with those of files.
func TestFiles_idsByLanguage(t *testing.T) {
	t.Parallel()
	e := newTenant(t)
	_, diags := e.action(t).Invoke(t, toTheRoom("image", values{"source_file": newFile(t, "a.png", 10)}))
	none(t, diags)
	first := e.API.Attachments()[0].FileID
	_, diags = e.action(t).Invoke(t, toTheRoom("image_carousel", values{"columns": []any{values{
		"file_id": first, "i18n_file_ids": map[string]string{"en_US": first}, "i18n_source_files": map[string]string{"ja_JP": newFile(t, "b.png", 10)},
	}}}))
	none(t, diags)
	second := e.API.Attachments()[1].FileID
	sameJSON(t, fmt.Sprintf(`{"type":"image_carousel","columns":[{"fileId":%q,"i18nFileIds":[{"language":"en_US","fileId":%q},{"language":"ja_JP","fileId":%q}]}]}`,
		first, first, second), sent(t, e, toRoom))
}

// sparse creates a file that is large by its entry alone.
func sparse(t *testing.T, size int64) string {
	t.Helper()
	name := newFile(t, "large.bin", 0)
	if err := os.Truncate(name, size); err != nil {
		t.Skip(err)
	}
	return name
}

// TestFiles_plan looks at the files when it plans, and again when it sends all of
// them.
func TestFiles_plan(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		content, file string
		words         string
		warning       bool
	}{
		"missing":              {"image", filepath.Join(t.TempDir(), "none.png"), "cannot be read: no such file", false},
		"file without end":     {"file", sparse(t, 10<<30+1), "has 10737418241 bytes.\n\nThe provider sends files of at most 10 GiB.", false},
		"missing at home":      {"image", "~/no such folder/none.png", "File \"~/no such folder/none.png\" cannot be read: no such file", false},
		"content":              {"image", "data:image/png;base64,iVBORw0KGgo=", "image.source_file holds the content of a file and not its path.\n\nGive the path, such as", false},
		"content, like a path": {"file", "/9j/4AAQ" + strings.Repeat("SkZJRgAB", 20), "file.source_file holds the content of a file and not its path.", false},
		"folder":               {"file", t.TempDir(), "it is a folder", false},
		"empty":                {"image", newFile(t, "a.png", 0), "is empty", false},
		"sound of 1 MiB":       {"audio", newFile(t, "a.m4a", 1<<20), "has 1048576 bytes. It may have at most 1 MB", true},
		"large sound":          {"audio", newFile(t, "a.m4a", 1<<20+1), "A file that is uploaded for audio may have at most 1 MB.", false},
		"large film":           {"video", newFile(t, "a.mp4", 1<<20+1), "A file that is uploaded for video may have at most 1 MB.", false},
		"sound of 1 MB":        {"audio", newFile(t, "a.m4a", 1_000_000), "", false},
		"large picture":        {"image", newFile(t, "a.png", 1<<20+1), "", false},
		"large file":           {"file", newFile(t, "a.pdf", 1<<20+1), "", false},
		"no picture":           {"image", newFile(t, "a.jpg", 3), "", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := newTenant(t)
			config := toTheRoom(tc.content, values{"source_file": tc.file})
			none(t, e.action(t).Validate(t, config)) // a validation may run where the files are not
			diags := e.action(t).Plan(t, config)
			if tc.words == "" {
				none(t, diags)
				_, diags = e.action(t).Invoke(t, config)
				none(t, diags)
				want, err := os.ReadFile(tc.file)
				if files := e.API.Attachments(); err != nil || len(files) != 1 || !slices.Equal(files[0].Content, want) {
					t.Errorf("%d files were uploaded, want 1, whole: %v", len(files), err)
				}
				return
			}
			want := tfprotov6.DiagnosticSeverityError
			if tc.warning {
				want = tfprotov6.DiagnosticSeverityWarning
			}
			if len(diags) != 1 || diags[0].Severity != want || acctest.Path(diags[0].Attribute) != tc.content+".source_file" || !strings.Contains(diags[0].Detail, tc.words) {
				t.Fatalf("got %s, want %s at %s.source_file with %q", acctest.Messages(diags), want, tc.content, tc.words)
			}
			if strings.Contains(diags[0].Detail, "iVBOR") || strings.Contains(diags[0].Detail, "SkZJ") {
				t.Errorf("got %s, want it without the content", diags[0].Detail)
			}
			if tc.warning {
				return
			}
			_, diags = e.action(t).Invoke(t, config)
			attribute := tc.content + ".source_file"
			if !strings.HasPrefix(tc.words, attribute) {
				attribute = "At " + attribute + ": "
			}
			expectWords(t, failed(t, diags, "Invalid file", tc.content+".source_file"), attribute, tc.words)
			if n := e.Writes(); n != 0 {
				t.Errorf("%d requests were sent, want none", n)
			}
		})
	}
}

// TestFiles_pipe opens no named pipe: that waits for ever.
func TestFiles_pipe(t *testing.T) {
	t.Parallel()
	e := newTenant(t)
	config := toTheRoom("file", values{"source_file": pipe.New(t)})
	expectWords(t, failed(t, e.action(t).Plan(t, config), "Invalid file", "file.source_file"), "it is not a regular file")
	_, diags := e.action(t).Invoke(t, config)
	expectWords(t, failed(t, diags, "Invalid file", "file.source_file"), "it is not a regular file")
	if n := e.Writes(); n != 0 {
		t.Errorf("%d requests were sent, want none", n)
	}
}

// TestFiles_pictures warns of pictures in templates that are no PNG, and uploads
// nothing if one of several files is missing.
func TestFiles_pictures(t *testing.T) {
	t.Parallel()
	e := newTenant(t)
	jpeg := newFile(t, "a.jpg", 5)
	diags := e.action(t).Plan(t, toTheRoom("image_carousel", values{"columns": []any{values{"source_file": jpeg}}}))
	if len(diags) != 1 || diags[0].Severity != tfprotov6.DiagnosticSeverityWarning || diags[0].Summary != fmt.Sprintf("Picture %q may be refused", jpeg) {
		t.Errorf("got %s, want one warning about %q", acctest.Messages(diags), jpeg)
	}
	_, diags = e.action(t).Invoke(t, toTheRoom("image_carousel", values{"columns": []any{
		values{"source_file": jpeg}, values{"source_file": jpeg + "?"},
	}}))
	failed(t, diags, "Invalid file", "image_carousel.columns[1].source_file")
	if n := e.Writes(); n != 0 {
		t.Errorf("%d requests were sent, want none", n)
	}
}

// TestFiles_notUploaded sends no message if the upload fails.
func TestFiles_notUploaded(t *testing.T) {
	t.Parallel()
	e := newTenant(t)
	e.API.Fail(mockserver.Fault{Operation: attach, Status: 404, Code: "NOT_FOUND", Description: "Bot not found."})
	file := newFile(t, "a.png", 10)
	_, diags := e.action(t).Invoke(t, toTheRoom("image", values{"source_file": file}))
	detail := failed(t, diags, "Unable to upload file for message", "image.source_file")
	expectWords(t, detail, fmt.Sprintf("file %q of the image message of bot 2000001", file), "404 NOT_FOUND: Bot not found.", "otherwise it does not. To send it by hand")
	if strings.Contains(detail, "is in the room") {
		t.Errorf("got %s, want no word of a message in the room", detail)
	}
	if n := e.API.Count(toRoom); n != 0 {
		t.Errorf("%d messages were sent, want none", n)
	}
}

// TestFiles_serverFails has a failure of the service before anything was sent, which
// leaves no doubt about the message.
func TestFiles_serverFails(t *testing.T) {
	t.Parallel()
	e := newTenant(t)
	e.Variables["LINEWORKS_MAX_RETRIES"] = "0" // an upload is begun again otherwise
	e.API.Fail(mockserver.Fault{Operation: attach, Status: 500, Code: "INTERNAL_SERVER_ERROR", Description: "Oh."})
	_, diags := e.action(t).Invoke(t, toTheRoom("image", values{"source_file": newFile(t, "a.png", 10)}))
	detail := failed(t, diags, "Unable to upload file for message", "image.source_file")
	expectWords(t, detail, "500 INTERNAL_SERVER_ERROR: Oh.", "The service has a problem. If the trigger is a before_… event")
	if n := len(e.API.Messages()); n != 0 || strings.Contains(detail, "may have arrived") {
		t.Errorf("%d messages arrived, want none, and no word of one:\n%s", n, detail)
	}
}
