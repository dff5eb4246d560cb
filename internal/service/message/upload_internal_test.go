// SPDX-License-Identifier: MPL-2.0

package message

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
)

func writeFile(t *testing.T, name string, size int) string {
	t.Helper()
	name = filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(name, []byte(strings.Repeat("x", size)), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// imageCarousel is a message with one column for each file.
func imageCarousel(files ...string) node {
	columnType := types.ObjectType{AttrTypes: map[string]attr.Type{"source_file": types.StringType}}
	var columns []attr.Value
	for _, file := range files {
		columns = append(columns, types.ObjectValueMust(columnType.AttrTypes, map[string]attr.Value{"source_file": types.StringValue(file)}))
	}
	listType := types.ListType{ElemType: columnType}
	contentType := types.ObjectType{AttrTypes: map[string]attr.Type{"columns": listType}}
	content := types.ObjectValueMust(contentType.AttrTypes, map[string]attr.Value{"columns": types.ListValueMust(columnType, columns)})
	return node{at: path.Empty(), value: types.ObjectValueMust(
		map[string]attr.Type{"image_carousel": contentType}, map[string]attr.Value{"image_carousel": content},
	)}
}

// TestSendMessage_upload_removed has the second file disappear after the check of all files,
// when the first one is uploaded.
func TestSendMessage_upload_removed(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, `{"fileId":"f","uploadUrl":"http://%s/upload"}`, r.Host)
	}))
	t.Cleanup(server.Close)
	client, err := lineworks.New(lineworks.StaticToken("token"), lineworks.WithAPIURL(server.URL), lineworks.WithMaxRetries(0))
	if err != nil {
		t.Fatal(err)
	}
	first, second := writeFile(t, "a.png", 10), writeFile(t, "b.png", 10)
	var a sendMessage
	a.Client = client
	var told []string
	ids, diags := a.upload(t.Context(), &message{root: imageCarousel(first, second), botID: "7"}, func(format string, args ...any) {
		told = append(told, fmt.Sprintf(format, args...))
		if err := os.Remove(second); err != nil {
			t.Errorf("got error %v, want none", err)
		}
	})
	if len(ids) != 0 || len(told) != 1 || told[0] != "Uploading a.png (10 bytes)" {
		t.Errorf("got ids %v and progress %q, want no ids and the upload of the first file", ids, told)
	}
	if len(diags) != 1 || diags[0].Summary() != "Invalid file" || !strings.Contains(diags[0].Detail(), fmt.Sprintf("File %q cannot be read", second)) {
		t.Errorf("got %v, want one error about %s", diags, second)
	}
}

// TestSource_open_removed has a large file, which is opened again when it is sent. The error
// does not repeat the path, which the diagnostic names.
func TestSource_open_removed(t *testing.T) {
	t.Parallel()
	name := writeFile(t, "film.mp4", maxFile+1)
	file, diags := source{at: path.Root("video"), file: name, of: content{name: "video", anySize: true}}.open()
	if diags.HasError() {
		t.Fatalf("got %v, want no errors", diags)
	}
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	r, err := file.Open()
	if r != nil || err == nil || strings.Contains(err.Error(), name) {
		t.Errorf("got reader %v and error %v, want no reader and an error without %s", r, err, name)
	}
}
