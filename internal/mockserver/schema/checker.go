// SPDX-License-Identifier: MPL-2.0

package schema

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Options are the readings of the pages that a check goes by. The zero value of
// each is the working assumption.
type Options struct {
	// AcceptEmptyStrings takes "" where a text is required.
	AcceptEmptyStrings bool
	// AcceptEmptyLists takes [] in a message where a list is required.
	AcceptEmptyLists bool
	// ImageCarouselNeedsURL wants originalContentUrl in the columns of an image
	// carousel.
	ImageCarouselNeedsURL bool
	// FlexHTTP takes addresses with http in a flex message.
	FlexHTTP bool
	// FlexLimit is the size of the contents of a flex message.
	FlexLimit FlexLimit
	// LengthCode is the code for a text or list that is too long.
	LengthCode LengthCode
	// Kilobyte is the number of bytes in 1 KB; 0 = 1024.
	Kilobyte int
}

// LengthCode is the code for a text or list that is too long.
type LengthCode int

// Codes for a text or list that is too long.
const (
	LengthAsSeen           LengthCode = iota // EXCEEDED_LENGTH_LIMIT_OF_PARAM for a message, else LIMIT_EXCEEDED
	LengthExceeded                           // EXCEEDED_LENGTH_LIMIT_OF_PARAM
	LengthInvalidParameter                   // INVALID_PARAMETER
	LengthLimitExceeded                      // LIMIT_EXCEEDED
)

// FlexLimit is the size of the contents of a flex message.
type FlexLimit int

// Sizes of the contents of a flex message.
const (
	FlexLimitByContainer FlexLimit = iota // 30 KB for a bubble, 15 KB for a carousel
	FlexLimit15KB                         // 15 KB for both
	FlexLimit30KB                         // 30 KB for both
)

// FileUse says what a message does with a file.
type FileUse int

// Uses of a file in a message.
const (
	fileNone     FileUse = iota
	FileAny              // up to the limit of the tenant
	FileSmall            // up to 1 MB
	FileDocument         // up to the limit of the tenant, with an extension that is not blocked
	FileAddress          // a document on another server: the ID is its address
)

// File is a file that a body refers to, by id or by address.
type File struct {
	Path string // of the property
	ID   string
	Use  FileUse
}

// Result is the outcome of a check.
type Result struct {
	// Problem is the first reason to refuse the body, or nil.
	Problem *Problem
	// Unknown are the paths of the properties that no page knows.
	Unknown []string
	// Message says that the body is that of a message.
	Message bool
	// Files are the files that the body refers to.
	Files []File
	// Mentions are the users that a message mentions, by id or e-mail address,
	// repeated ones included.
	Mentions []string
}

// Check walks a body. It stops at the first problem.
func Check(body Body, want Shape, options Options) Result {
	c := Checker{options: options}
	c.result.Problem = c.object("", body, want)
	return c.result
}

// Checker is a check under way, as a Rule sees it.
type Checker struct {
	options Options
	result  Result
}

func (c *Checker) kilobyte() int {
	if c.options.Kilobyte == 0 {
		return 1 << 10
	}
	return c.options.Kilobyte
}

// isNull reports whether a property is null.
func isNull(raw json.RawMessage) bool { return string(bytes.TrimSpace(raw)) == "null" }

// read parses a property. Without the property, with null and with another type
// the value stays as it is.
func read(body Body, name string, into any) {
	if raw, found := body[name]; found && !isNull(raw) {
		_ = json.Unmarshal(raw, into)
	}
}

func (c *Checker) value(path string, raw json.RawMessage, want Shape) *Problem {
	switch want.kind {
	case kindString:
		return c.text(path, raw, want)
	case kindBoolean:
		var v bool
		return typed(path, raw, &v)
	case kindInteger:
		return c.integer(path, raw, want)
	case kindNumber:
		var v float64
		return typed(path, raw, &v)
	case kindArray:
		return c.array(path, raw, want)
	case kindObject:
		var body Body
		if problem := typed(path, raw, &body); problem != nil {
			return problem
		}
		return c.object(path, body, want)
	case kindAny:
	}
	return nil
}

func typed(path string, raw json.RawMessage, into any) *Problem {
	if json.Unmarshal(raw, into) != nil {
		return Wrong(path + " is invalid.")
	}
	return nil
}

func (c *Checker) object(path string, body Body, want Shape) *Problem {
	names := make([]string, 0, len(body))
	for name := range body {
		names = append(names, name)
	}
	slices.Sort(names) // the response must not depend on the order of a map
	for _, name := range names {
		if _, known := want.fields[name]; !known && !want.open {
			c.result.Unknown = append(c.result.Unknown, Join(path, name))
		}
	}
	for _, name := range want.required {
		if raw, found := body[name]; !found || isNull(raw) {
			return Missing(Join(path, name))
		}
	}
	for _, name := range names {
		rule, known := want.fields[name]
		if !known || isNull(body[name]) {
			continue
		}
		if problem := c.value(Join(path, name), body[name], rule); problem != nil {
			return problem
		}
	}
	if want.rule != nil {
		return want.rule(c, path, body)
	}
	return nil
}

func (c *Checker) text(path string, raw json.RawMessage, want Shape) *Problem {
	var v string
	if problem := typed(path, raw, &v); problem != nil {
		return problem
	}
	// Lengths count characters: most of these texts are Japanese or Korean.
	length := utf8.RuneCountInString(v)
	switch {
	case want.max > 0 && length > want.max:
		return c.tooLong(path, want.max)
	case length < want.min && !c.options.AcceptEmptyStrings:
		return Wrong(path + " must not be empty.")
	case want.values != nil && !slices.Contains(want.values, v):
		return Wrong(path + " must be one of " + strings.Join(want.values, ", ") + ".")
	case want.schemes != nil && v != "" && !hasScheme(v, want.schemes):
		return Wrong(path + " must be a URL with " + strings.Join(want.schemes, " or ") + ".")
	}
	if want.use != fileNone && v != "" {
		c.result.Files = append(c.result.Files, File{Path: path, ID: v, Use: want.use})
	}
	return nil
}

func hasScheme(address string, schemes []string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Host != "" && slices.Contains(schemes, u.Scheme)
}

// tooLong refuses what exceeds a length. The vendor's table has
// LIMIT_EXCEEDED; clients that send messages met a code of API 1.0.
func (c *Checker) tooLong(path string, limit int) *Problem {
	code := CodeLimitExceeded
	switch c.options.LengthCode {
	case LengthAsSeen:
		if c.result.Message {
			code = CodeExceededLength
		}
	case LengthExceeded:
		code = CodeExceededLength
	case LengthInvalidParameter:
		code = CodeInvalidParameter
	case LengthLimitExceeded:
	}
	return &Problem{code, fmt.Sprintf("Maximum %s length is %d", path, limit)}
}

func (c *Checker) integer(path string, raw json.RawMessage, want Shape) *Problem {
	v, err := strconv.ParseInt(string(raw), 10, 64)
	if err != nil {
		return Wrong(path + " is invalid.")
	}
	if (want.low != 0 || want.high != 0) && (v < want.low || v > want.high) {
		return &Problem{CodeOutOfRange, fmt.Sprintf("%s must be between %d and %d.", path, want.low, want.high)}
	}
	return nil
}

func (c *Checker) array(path string, raw json.RawMessage, want Shape) *Problem {
	var items []json.RawMessage
	if problem := typed(path, raw, &items); problem != nil {
		return problem
	}
	if want.max > 0 && len(items) > want.max {
		return c.tooLong(path, want.max)
	}
	mayBeEmpty := c.result.Message && c.options.AcceptEmptyLists
	if len(items) < want.min && !mayBeEmpty {
		return Wrong(fmt.Sprintf("%s must have at least %d item(s).", path, want.min))
	}
	seen := map[string]bool{}
	for i, item := range items {
		where := fmt.Sprintf("%s[%d]", path, i)
		if isNull(item) {
			return Wrong(where + " is invalid.")
		}
		if problem := c.value(where, item, *want.item); problem != nil {
			return problem
		}
		var plain any
		if problem := typed(where, item, &plain); problem != nil {
			return problem
		}
		key := fmt.Sprint(plain)
		if want.unique && seen[key] {
			return Wrong(path + " must not have an item twice.")
		}
		seen[key] = true
	}
	return nil
}
