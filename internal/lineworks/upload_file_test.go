// SPDX-License-Identifier: MPL-2.0

package lineworks_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/memnet"
)

// source is a file that counts how often it is opened and closed, and how much of it was
// read.
type source struct {
	content func() io.Reader
	opened, closed,
	read atomic.Int64
}

func (s *source) file(size int64) lineworks.File {
	return lineworks.File{Name: "film.mp4", ContentType: "video/mp4", Size: size, Open: func() (io.ReadCloser, error) {
		s.opened.Add(1)
		return &openSource{s, s.content()}, nil
	}}
}

type openSource struct {
	of *source
	r  io.Reader
}

func (o *openSource) Read(p []byte) (int, error) {
	n, err := o.r.Read(p)
	o.of.read.Add(int64(n))
	return n, err
}

func (o *openSource) Close() error {
	o.of.closed.Add(1)
	return nil
}

// zeros never end.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// TestAttachments_UploadFile_streams has the storage read a large file bit by bit: no more
// of it is in memory than was asked for.
func TestAttachments_UploadFile_streams(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const size = 64 << 20
		s := &source{content: func() io.Reader { return io.LimitReader(zeros{}, size) }}
		rt := tripper(func(r *http.Request) (*http.Response, error) {
			body := `{"fileId":"f","uploadUrl":"https://storage.worksmobile.com/u"}`
			if r.URL.Path == "/u" {
				if _, err := io.CopyN(io.Discard, r.Body, 64<<10); err != nil {
					t.Error(err)
				}
				if read := s.read.Load(); read > 1<<20 {
					t.Errorf("got %d bytes read for the first 64 KiB, want at most 1 MiB", read)
				}
				rest, err := io.Copy(io.Discard, r.Body)
				if got := rest + 64<<10; err != nil || got != r.ContentLength || got <= size {
					t.Errorf("got %d bytes and the error %v, want %d", got, err, r.ContentLength)
				}
				_ = r.Body.Close()
				body = `{}`
			}
			return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}, nil
		})
		id, err := newClient(t, &script{URL: "https://api.example.com"}, lineworks.WithTransport(rt)).Attachments.UploadFile(t.Context(), "7", s.file(size))
		if err != nil || id != "f" || s.read.Load() != size || s.opened.Load() != 1 || s.closed.Load() != 1 {
			t.Errorf("got %q and the error %v after %d bytes, opened %d times and closed %d times; want f, %d bytes, once each",
				id, err, s.read.Load(), s.opened.Load(), s.closed.Load(), size)
		}
	})
}

// TestAttachments_UploadFile_again has uploads fail half-way: the next one begins with the
// first step, and with the first byte.
func TestAttachments_UploadFile_again(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		content := bytes.Repeat([]byte("0123456789"), 100_000)
		s := &source{content: func() io.Reader { return bytes.NewReader(content) }}
		server := serve(t, offer(1), hangUp, offer(2), respond(503, ``), offer(3), respond(201, `{"fileId":"uploaded"}`))
		id, err := newClient(t, server).Attachments.UploadFile(t.Context(), "7", s.file(int64(len(content))))
		if err != nil || id != "uploaded" {
			t.Fatalf("got %q and the error %v, want uploaded", id, err)
		}
		want := []string{postAttachment, "POST /up/1", postAttachment, "POST /up/2", postAttachment, "POST /up/3"}
		if got := server.Calls(); !slices.Equal(got, want) {
			t.Errorf("got the calls %v, want %v", got, want)
		}
		synctest.Wait()
		if opened, closed := s.opened.Load(), s.closed.Load(); opened != 3 || closed != 3 {
			t.Errorf("got the file opened %d times and closed %d times, want 3 each", opened, closed)
		}
		last := server.Requests()[5]
		_, params, err := mime.ParseMediaType(last.Header.Get("Content-Type"))
		if err != nil {
			t.Fatal(err)
		}
		part, err := multipart.NewReader(strings.NewReader(last.Body), params["boundary"]).NextPart()
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(part); err != nil || !bytes.Equal(got, content) || part.FileName() != "film.mp4" {
			t.Errorf("got %d bytes of %q and the error %v, want all %d of film.mp4", len(got), part.FileName(), err, len(content))
		}
	})
}

// TestAttachments_UploadFile_changed has files that cannot be sent as they were announced.
// Another address would not help.
func TestAttachments_UploadFile_changed(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const size = 100_000
		broken := errors.New("input/output error")
		of := func(r func() io.Reader) lineworks.File { return (&source{content: r}).file(size) }
		for name, tc := range map[string]struct {
			file lineworks.File
			want string
		}{
			"shorter": {of(func() io.Reader { return io.LimitReader(zeros{}, size-1) }), "the file has changed: it has fewer than 100000 bytes"},
			"empty":   {of(func() io.Reader { return strings.NewReader("") }), "the file has changed: it has fewer than 100000 bytes"},
			"longer":  {of(func() io.Reader { return io.LimitReader(zeros{}, size+1) }), "the file has changed: it has more than 100000 bytes"},
			"broken": {
				of(func() io.Reader { return io.MultiReader(io.LimitReader(zeros{}, 50_000), failing{broken}) }),
				"the file cannot be read: input/output error",
			},
			"gone": {
				lineworks.File{Name: "a", ContentType: "b/c", Size: size, Open: func() (io.ReadCloser, error) { return nil, broken }},
				"the file cannot be read: input/output error",
			},
		} {
			var offers atomic.Int64
			net := memnet.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if strings.HasSuffix(r.URL.Path, "/attachments") {
					offers.Add(1)
					respond(200, `{"fileId":"f","uploadUrl":"`+memnet.URL+`/u"}`)(w, r)
					return
				}
				_, _ = io.Copy(io.Discard, r.Body) // breaks off
				respond(201, `{"fileId":"uploaded"}`)(w, r)
			}))
			_, err := newClient(t, &script{URL: memnet.URL}, lineworks.WithTransport(net)).Attachments.UploadFile(t.Context(), "7", tc.file)
			if want := fmt.Sprintf("POST {uploadUrl}: %s", tc.want); err == nil || err.Error() != want {
				t.Errorf("%s: got the error %v, want %s", name, err, want)
			}
			if n := offers.Load(); n != 1 {
				t.Errorf("%s: got %d requests for an address, want 1", name, n)
			}
		}
	})
}
