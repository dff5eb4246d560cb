// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/wire"
)

// AttachmentsService uploads files.
type AttachmentsService struct {
	client *Client
}

// Upload uploads content as [AttachmentsService.UploadFile] does.
func (s *AttachmentsService) Upload(ctx context.Context, botID, fileName, contentType string, content []byte) (string, error) {
	return s.UploadFile(ctx, botID, File{
		Name: fileName, ContentType: contentType, Size: int64(len(content)),
		Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(content)), nil },
	})
}

// UploadFile uploads a file for use by a bot and returns its id, which can be used for 24
// hours. The file is streamed. The service names the address to upload to. An address that
// is neither on the vendor's domains nor on the host of the API URL is refused with an error
// that matches [ErrNotAPI], before anything is sent to it. An upload that fails begins again
// with another address, and with the first byte of the file.
//
// API: https://developers.worksmobile.com/en/docs/bot-attachment-create and
// https://developers.worksmobile.com/en/docs/file-upload
func (s *AttachmentsService) UploadFile(ctx context.Context, botID string, f File) (string, error) {
	if err := s.client.rest.Err(); err != nil {
		return "", err
	}
	form, err := newForm(f)
	if err != nil {
		return "", fmt.Errorf("%s: %w", opUploadAttachment, err)
	}
	budget := s.client.rest.NewBudget()
	for {
		id, err := s.uploadOnce(ctx, botID, f.Name, form, budget)
		if err == nil || !mayStartOver(err) {
			return id, err
		}
		if err := budget.Pause(ctx, err); err != nil {
			return "", err
		}
	}
}

// uploadOnce gets an address to upload to, and uploads.
func (s *AttachmentsService) uploadOnce(ctx context.Context, botID, fileName string, form *rest.Content, budget *rest.Budget) (string, error) {
	made, err := rest.Call[attachmentWire](ctx, s.client.rest, opCreateAttachment, rest.Args{
		IDs: []string{botID}, Body: map[string]string{"fileName": fileName}, Budget: budget,
	})
	if err != nil {
		return "", err
	}
	target, err := rest.Target(made.UploadURL, s.client.rest.Base())
	if err != nil {
		return "", rest.NotAPI(opCreateAttachment, err)
	}
	r := &rest.Request{
		Op: opUploadAttachment, Base: target, Content: func() (rest.Content, error) { return *form, nil },
		Budget: budget, Secrets: signatures(target.String(), botID, fileName),
	}
	resp, err := s.client.rest.Do(ctx, r)
	if unreadable := (*fileError)(nil); errors.As(err, &unreadable) {
		return "", fmt.Errorf("%s: %w", opUploadAttachment, unreadable)
	}
	if err != nil {
		return "", err
	}
	if !resp.OK() {
		return "", rest.NewAPIError(r, resp)
	}
	uploaded, err := rest.Decode[uploadWire](r, resp)
	if err != nil {
		return "", err
	}
	if uploaded == nil || uploaded.FileID == "" {
		return string(made.FileID), nil
	}
	return string(uploaded.FileID), nil
}

// signatures returns the parts of an upload address that authorize the upload. A response
// may repeat them, so they are kept out of errors. The names that the caller knows, and
// numbers, authorize nothing, and errors need them.
func signatures(address string, known ...string) []string {
	u, err := url.Parse(address)
	if err != nil {
		return nil
	}
	parts := []string{u.RequestURI(), u.EscapedPath(), u.Path, u.RawQuery}
	for _, values := range u.Query() {
		parts = append(parts, values...)
	}
	const (
		short  = 6  // shorter parts authorize nothing, and may be words of any message
		number = 19 // digits, at most
	)
	return slices.DeleteFunc(parts, func(part string) bool {
		return len(part) < short || slices.Contains(known, part) || len(part) <= number && strings.Trim(part, "0123456789") == ""
	})
}

// mayStartOver reports whether a new address may help an upload that failed with err.
func mayStartOver(err error) bool {
	var failed *rest.RequestError
	switch {
	case errors.Is(err, ErrNoToken):
		return false
	case errors.As(err, &failed):
		return failed.Lost()
	}
	return errors.Is(err, ErrServer)
}

// attachmentWire is the response to the first step.
type attachmentWire struct {
	FileID    wire.ID `json:"fileId"`
	UploadURL string  `json:"uploadUrl"`
}

func (w *attachmentWire) Check() error {
	if w.FileID == "" || w.UploadURL == "" {
		return errors.New("the response lacks the fileId or the uploadUrl")
	}
	return nil
}

// uploadWire is the response to the upload itself.
type uploadWire struct {
	FileID wire.ID `json:"fileId"`
}
