// SPDX-License-Identifier: MPL-2.0

package export

import (
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"
)

// expression is the source of an expression.
type expression = hclwrite.Tokens

// widest is how long a list may be on one line, in bytes.
const widest = 100

// text is a quoted text.
func text(s string) expression { return hclwrite.TokensForValue(cty.StringVal(s)) }

// yes is true.
func yes() expression { return hclwrite.TokensForValue(cty.True) }

// number is a whole number.
func number(n int64) expression { return hclwrite.TokensForValue(cty.NumberIntVal(n)) }

// reference is a reference such as lineworks_bot.reception.bot_id.
func reference(root string, attributes ...string) expression {
	traversal := hcl.Traversal{hcl.TraverseRoot{Name: root}}
	for _, name := range attributes {
		traversal = append(traversal, hcl.TraverseAttr{Name: name})
	}
	return hclwrite.TokensForTraversal(traversal)
}

// lookUp is the ID of the user who has an e-mail address.
func lookUp(email string) expression {
	return hclwrite.TokensForTraversal(hcl.Traversal{
		hcl.TraverseRoot{Name: "data"},
		hcl.TraverseAttr{Name: "lineworks_users"},
		hcl.TraverseAttr{Name: "people"},
		hcl.TraverseAttr{Name: "user_ids"},
		hcl.TraverseIndex{Key: cty.StringVal(email)},
	})
}

// byKey is the index [each.key].
func byKey() expression {
	return expression{
		token(hclsyntax.TokenOBrack, "["), token(hclsyntax.TokenIdent, "each"), token(hclsyntax.TokenDot, "."),
		token(hclsyntax.TokenIdent, "key"), token(hclsyntax.TokenCBrack, "]"),
	}
}

// textWithKey is a text that ends in ${each.key}.
func textWithKey(before string) expression {
	quoted := text(before)
	inside := expression{
		token(hclsyntax.TokenTemplateInterp, "${"), token(hclsyntax.TokenIdent, "each"), token(hclsyntax.TokenDot, "."),
		token(hclsyntax.TokenIdent, "key"), token(hclsyntax.TokenTemplateSeqEnd, "}"),
	}
	end := len(quoted) - 1
	return append(append(quoted[:end:end], inside...), quoted[end])
}

// list is a list, on one line if it is short.
func list(elements []expression) expression {
	if oneLine := hclwrite.TokensForTuple(elements); len(oneLine.Bytes()) <= widest {
		return oneLine
	}
	return lines(elements)
}

// lines is a list with a line, or several, for each element.
func lines(elements []expression) expression {
	all := expression{token(hclsyntax.TokenOBrack, "["), newline()}
	for _, element := range elements {
		all = append(append(all, element...), token(hclsyntax.TokenComma, ","), newline())
	}
	return append(all, token(hclsyntax.TokenCBrack, "]"))
}

// set is a call of toset.
func set(elements []expression) expression {
	return hclwrite.TokensForFunctionCall("toset", list(elements))
}

// field is an attribute of an object.
type field struct {
	name  string
	value expression
}

// texts is a map of texts by language, on one line if it is short.
func texts(m map[string]string) expression {
	var all []field
	for _, language := range slices.Sorted(maps.Keys(m)) {
		all = append(all, field{language, text(m[language])})
	}
	if oneLine := short(all...); len(all) == 1 && len(oneLine.Bytes()) <= widest {
		return oneLine
	}
	return fields(all...)
}

// fields is an object with a line for each attribute.
func fields(all ...field) expression {
	var attributes []hclwrite.ObjectAttrTokens
	for _, f := range all {
		attributes = append(attributes, hclwrite.ObjectAttrTokens{Name: key(f.name), Value: f.value})
	}
	return hclwrite.TokensForObject(attributes)
}

// short is an object on one line.
func short(all ...field) expression {
	out := expression{token(hclsyntax.TokenOBrace, "{")}
	for i, f := range all {
		if i > 0 {
			out = append(out, token(hclsyntax.TokenComma, ","))
		}
		out = append(append(append(out, key(f.name)...), token(hclsyntax.TokenEqual, "=")), f.value...)
	}
	return append(out, token(hclsyntax.TokenCBrace, "}"))
}

func key(name string) expression { return hclwrite.TokensForIdentifier(name) }

func token(kind hclsyntax.TokenType, source string) *hclwrite.Token {
	return &hclwrite.Token{Type: kind, Bytes: []byte(source)}
}

func newline() *hclwrite.Token { return token(hclsyntax.TokenNewline, "\n") }
