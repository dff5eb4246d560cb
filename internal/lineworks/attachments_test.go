// SPDX-License-Identifier: MPL-2.0

package lineworks_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
)

// offer is the response to the first step: a file id, and an address here.
func offer(n int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		respond(200, fmt.Sprintf(`{"fileId":"offered-%d","uploadUrl":"http://%s%s/up/%d?sig=a%%2Fb"}`, n, r.Host, basePath, n))(w, r)
	}
}

const postAttachment = "POST /bots/7/attachments"

func upload(ctx context.Context, c *lineworks.Client) (string, error) {
	return c.Attachments.Upload(ctx, "7", `受付 "1".png`, "image/png", []byte("\x89PNG\x00\r\n--x"))
}

func TestAttachments_Upload(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, offer(1), respond(201, `{"fileId":"uploaded","fileName":"x","fileSize":8}`))
		got, err := upload(t.Context(), newClient(t, s))
		if err != nil || got != "uploaded" {
			t.Errorf("got file id %q, error %v; want uploaded, none", got, err)
		}
		if calls := s.Calls(); !slices.Equal(calls, []string{postAttachment, "POST /up/1"}) {
			t.Fatalf("got calls %v, want %s and POST /up/1", calls, postAttachment)
		}
		r := s.Requests()
		if r[0].Body != `{"fileName":"受付 \"1\".png"}` || r[0].Header.Get("Content-Type") != "application/json" {
			t.Errorf("first step: got body %s and header %v, want the file name in JSON", r[0].Body, r[0].Header)
		}
		if r[1].Query != "sig=a%2Fb" || r[1].Header.Get("Authorization") != "Bearer "+token || r[1].Header.Get("Content-Length") == "" {
			t.Errorf("second step: got query %s and header %v, want sig=a%%2Fb, the token and a content length", r[1].Query, r[1].Header)
		}
		mediaType, params, err := mime.ParseMediaType(r[1].Header.Get("Content-Type"))
		if err != nil || mediaType != "multipart/form-data" {
			t.Fatalf("got media type %s, error %v; want multipart/form-data, none", mediaType, err)
		}
		parts := multipart.NewReader(strings.NewReader(r[1].Body), params["boundary"])
		part, err := parts.NextPart()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(part)
		if err != nil || !bytes.Equal(content, []byte("\x89PNG\x00\r\n--x")) {
			t.Errorf("got content %q, error %v; want the content of the file, none", content, err)
		}
		if part.FormName() != "Filedata" || part.FileName() != `受付 "1".png` || part.Header.Get("Content-Type") != "image/png" {
			t.Errorf("got part %v, want Filedata with the file name and image/png", part.Header)
		}
		if _, err := parts.NextPart(); !errors.Is(err, io.EOF) {
			t.Errorf("got error %v after the first part, want %v", err, io.EOF)
		}
	})
}

// No error shows the signature of the address, even if the response repeats it.
func TestAttachments_Upload_keepsTheSignature(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		signed := func(w http.ResponseWriter, r *http.Request) {
			respond(200, fmt.Sprintf(`{"fileId":"f","uploadUrl":"http://%s%s/storage/0123456789?sig=a1b2c3%%2Fd4"}`, r.Host, basePath))(w, r)
		}
		for name, refusal := range map[string]http.HandlerFunc{
			"text": func(w http.ResponseWriter, r *http.Request) { http.Error(w, "Cannot POST "+r.URL.RequestURI(), 404) },
			"JSON": func(w http.ResponseWriter, r *http.Request) {
				respond(400, fmt.Sprintf(`{"code":"INVALID_PARAMETER","description":"%s, %s"}`, r.URL.RawQuery, r.URL.Query().Get("sig")))(w, r)
			},
			"page": func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", "text/html")
				w.WriteHeader(404)
				_, _ = io.WriteString(w, "<html><title>"+r.URL.RequestURI()+"</title>")
			},
		} {
			s := serve(t, signed, refusal)
			_, err := upload(t.Context(), newClient(t, s))
			if err == nil || strings.Contains(err.Error(), "0123456789") || strings.Contains(err.Error(), "a1b2c3") {
				t.Errorf("%s: got error %v, want one without the signature of the address", name, err)
			}
		}
	})
}

func TestAttachments_Upload_whoseIDCounts(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for _, tc := range []struct {
			status     int
			body, want string
		}{
			{200, `{"fileId":"uploaded"}`, "uploaded"},
			{200, `{"fileId":17}`, "17"},
			{201, `{}`, "offered-1"},
			{201, `{"fileId":null}`, "offered-1"},
			{201, `{"fileId":""}`, "offered-1"},
			{200, ``, "offered-1"},
			{204, ``, "offered-1"},
		} {
			s := serve(t, offer(1), respond(tc.status, tc.body))
			if got, err := upload(t.Context(), newClient(t, s)); err != nil || got != tc.want {
				t.Errorf("%d %s: got file id %q, error %v; want %s, none", tc.status, tc.body, got, err, tc.want)
			}
		}
	})
}

// The address to upload to serves once, so the whole begins again.
func TestAttachments_Upload_beginsAgain(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		done := respond(200, `{"fileId":"uploaded"}`)
		failures := map[string]http.HandlerFunc{"500": respond(500, `{"code":"INTERNAL_SERVER_ERROR","description":"x"}`)}
		for name, loss := range lostResponses {
			failures[name] = loss
		}
		for name, failure := range failures {
			s := serve(t, failure, offer(1), failure, offer(2), failure, offer(3), done)
			got, err := upload(t.Context(), newClient(t, s))
			want := []string{postAttachment, postAttachment, "POST /up/1", postAttachment, "POST /up/2", postAttachment, "POST /up/3"}
			if calls := s.Calls(); err != nil || got != "uploaded" || !slices.Equal(calls, want) {
				t.Errorf("%s: got file id %q, error %v, calls %v; want uploaded, none, %v", name, got, err, calls, want)
			}
			for _, n := range []int{0, 2} {
				s := serve(t, offer(1), failure, offer(2), failure, offer(3), failure, offer(4), done)
				var told notices
				got, err := upload(t.Context(), newClient(t, s, lineworks.WithMaxRetries(n), lineworks.WithWaitNotice(told.note)))
				if err == nil || got != "" || len(s.Calls()) != 2*(n+1) || errors.Is(err, lineworks.ErrOutcomeUnknown) {
					t.Errorf("%s, %d retries: got file id %q, error %v, calls %v; want none, an error that does not match %v, %d calls", name, n, got, err, s.Calls(), lineworks.ErrOutcomeUnknown, 2*(n+1))
				}
				if !areBackoffs(told.waits(), n) {
					t.Errorf("%s, %d retries: got waits %v, want %d of an exponential back-off", name, n, told.waits(), n)
				}
			}
		}
	})
}

func TestAttachments_Upload_refused(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for name, tc := range map[string]struct {
			responses []http.HandlerFunc
			class     string
			calls     int
		}{
			"no such bot":              {[]http.HandlerFunc{respond(404, gone)}, "NotFound", 1},
			"file too large":           {[]http.HandlerFunc{offer(1), respond(400, `{"code":"INVALID_PARAMETER","description":"x"}`)}, "Invalid", 2},
			"a page":                   {[]http.HandlerFunc{offer(1), typed(200, "text/html", "<html>")}, "NotAPI", 2},
			"a redirect":               {[]http.HandlerFunc{offer(1), headed(302, http.Header{"Location": {"https://example.com/"}}, "")}, "NotAPI", 2},
			"no address":               {[]http.HandlerFunc{respond(200, `{"fileId":"f"}`)}, "NotAPI", 1},
			"no id":                    {[]http.HandlerFunc{respond(200, `{"uploadUrl":"https://storage.worksmobile.com/"}`)}, "NotAPI", 1},
			"told to wait":             {[]http.HandlerFunc{offer(1), respond(429, limited), respond(403, `{"code":"X"}`)}, "Forbidden", 3},
			"the token at the storage": {[]http.HandlerFunc{offer(1), respond(401, `{"code":"UNAUTHORIZED"}`)}, "NoToken Unauthorized", 2},
		} {
			s := serve(t, tc.responses...)
			if got, err := upload(t.Context(), newClient(t, s)); classesOf(err) != tc.class || got != "" || len(s.Calls()) != tc.calls {
				t.Errorf("%s: got file id %q, error %v, calls %v; want none, class %s, %d calls", name, got, err, s.Calls(), tc.class, tc.calls)
			}
		}
	})
}

func TestAttachments_Upload_refusesBadInput(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, offer(1))
		c := newClient(t, s)
		for _, tc := range [][2]string{{"", "image/png"}, {"a.png", ""}, {"a.png", "image/png\r\nX: y"}, {"a.png", "png image"}} {
			if _, err := c.Attachments.Upload(t.Context(), "7", tc[0], tc[1], nil); err == nil {
				t.Errorf("file name and type %q: got no error, want one", tc)
			}
		}
		if calls := s.Calls(); calls != nil {
			t.Errorf("got calls %v, want none", calls)
		}
	})
}

// A host that can never be reached is not asked for again and again.
func TestAttachments_Upload_hopeless(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		fault := &tls.CertificateVerificationError{Err: errors.New("unknown authority")}
		sent := 0
		rt := tripper(func(r *http.Request) (*http.Response, error) {
			sent++
			if !strings.HasSuffix(r.URL.Path, "/attachments") {
				return nil, fault
			}
			body := strings.NewReader(`{"fileId":"f","uploadUrl":"https://storage.worksmobile.com/u"}`)
			return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(body)}, nil
		})
		c := newClient(t, &script{URL: "https://api.example.com"}, lineworks.WithTransport(rt))
		if _, err := upload(t.Context(), c); !errors.Is(err, fault) || sent != 2 {
			t.Errorf("got error %v and %d requests, want %v and 2", err, sent, fault)
		}
	})
}

// The address is as good as a key while it serves.
func TestAttachments_Upload_addressIsNotShown(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for _, a := range []http.HandlerFunc{respond(404, ""), respond(400, `{"code":"X","description":"x"}`), typed(200, "text/html", "<html>"), hangUp} {
			_, err := upload(t.Context(), newClient(t, serve(t, offer(1), a), lineworks.WithMaxRetries(0)))
			if err == nil || strings.Contains(err.Error(), "up/1") || strings.Contains(err.Error(), "sig") || !strings.HasPrefix(err.Error(), "POST {uploadUrl}: ") {
				t.Errorf("got error %v, want POST {uploadUrl}: ..., without the address", err)
			}
		}
	})
}

func TestAttachments_Upload_cancelled(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		s := serve(t, offer(1), respond(503, ""), offer(2))
		c := newClient(t, s, cancelAtWait(cancel))
		if _, err := upload(ctx, c); !errors.Is(err, context.Canceled) || !errors.Is(err, lineworks.ErrServer) || len(s.Calls()) != 2 {
			t.Errorf("got error %v, calls %v; want an error that matches %v and %v, 2 calls", err, s.Calls(), context.Canceled, lineworks.ErrServer)
		}
		ctx, cancel = context.WithCancel(t.Context())
		defer cancel()
		s = serve(t, offer(1), func(w http.ResponseWriter, r *http.Request) {
			cancel()
			<-r.Context().Done()
			hangUp(w, r)
		}, offer(2))
		if _, err := upload(ctx, newClient(t, s)); !errors.Is(err, context.Canceled) || len(s.Calls()) != 2 {
			t.Errorf("got error %v, calls %v; want an error that matches %v, 2 calls", err, s.Calls(), context.Canceled)
		}
	})
}

// A token request that fails is repeated by the token source, not by the upload.
func TestAttachments_Upload_withoutAToken(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		sent := 0
		c := newClientWith(t, serve(t, offer(1)), failingSource{&sent})
		if _, err := upload(t.Context(), c); !errors.Is(err, lineworks.ErrNoToken) || sent != 1 {
			t.Errorf("got error %v and %d token requests, want an error that matches %v and 1", err, sent, lineworks.ErrNoToken)
		}
	})
}

// failingSource has no token because of a server error.
type failingSource struct{ asked *int }

func (f failingSource) Token(context.Context) (lineworks.Token, error) {
	*f.asked++
	return lineworks.Token{}, fmt.Errorf("%w: %w", lineworks.ErrServer, os.ErrDeadlineExceeded)
}

func (f failingSource) Renew(ctx context.Context, _ lineworks.Token) (lineworks.Token, error) {
	return f.Token(ctx)
}
