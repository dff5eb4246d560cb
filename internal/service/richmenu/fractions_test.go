// SPDX-License-Identifier: MPL-2.0

package richmenu_test

import (
	"math/big"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
)

// quotient is a/b as Terraform computes it, with 512 bits.
func quotient(a, b int64) *big.Float {
	number := func(n int64) *big.Float { return new(big.Float).SetPrec(512).SetInt64(n) }
	return new(big.Float).Quo(number(a), number(b))
}

// TestRichMenu_fractions names the element, the number and a way to a whole one.
func TestRichMenu_fractions(t *testing.T) {
	t.Parallel()
	third := quotient(2500, 3)
	bounds := func(name string, value any) acctest.Values {
		b := acctest.Values{"x": 0, "y": 0, "width": 100, "height": 100}
		b[name] = value
		return acctest.Values{"areas": []any{
			area(0, 0, 100, 100, nil),
			acctest.Values{"bounds": b, "action": acctest.Values{"type": "postback", "data": "a"}},
		}}
	}
	size := func(name string, value any) acctest.Values {
		return acctest.Values{"size": acctest.Values{"height": 843}.With(acctest.Values{name: value})}
	}
	for name, tc := range map[string]struct {
		config acctest.Values
		want   []string
	}{
		"x":                  {bounds("x", third), []string{"error at areas[1].bounds.x: ", "areas[1].bounds.x must be a whole number, got 833.3333333.", "floor()", "rich_menu_grid"}},
		"y":                  {bounds("y", quotient(1, 2)), []string{"error at areas[1].bounds.y: ", "got 0.5."}},
		"width":              {bounds("width", third), []string{"error at areas[1].bounds.width: ", "got 833.3333333."}},
		"height":             {bounds("height", quotient(-1, 3)), []string{"error at areas[1].bounds.height: ", "got -0.3333333333."}},
		"height of the menu": {size("height", quotient(1687, 2)), []string{"error at size.height: ", "size.height must be a whole number, got 843.5."}},
		"width of the menu":  {size("width", quotient(5001, 2)), []string{"error at size.width: ", "got 2500.5."}},
		"too large":          {bounds("x", new(big.Float).SetMantExp(big.NewFloat(1), 80)), []string{"error at areas[1].bounds.x: ", "1.20892582e+24 is too large"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := acctest.Messages(acctest.NewInMemory(t).Validate(t, "lineworks_rich_menu", values(tc.config)))
			for _, want := range tc.want {
				if !strings.Contains(got, want) {
					t.Errorf("got %s, want %q in it", got, want)
				}
			}
			if strings.Contains(got, "error in the provider") || strings.Count(got, "error at ") != 1 {
				t.Errorf("got %s, want one error that is the configuration's", got)
			}
		})
	}
}

func TestRichMenuGrid_fractions(t *testing.T) {
	t.Parallel()
	server, ok := acctest.NewInMemory(t).Server().(tfprotov6.FunctionServer)
	if !ok {
		t.Fatal("got a provider without functions, want tfprotov6.FunctionServer")
	}
	for position, name := range []string{"columns", "rows", "height"} {
		numbers := []*big.Float{big.NewFloat(2), big.NewFloat(2), big.NewFloat(1686)}
		numbers[position] = quotient(3, 2)
		var arguments []*tfprotov6.DynamicValue
		for _, n := range numbers {
			argument, err := tfprotov6.NewDynamicValue(tftypes.Number, tftypes.NewValue(tftypes.Number, n))
			if err != nil {
				t.Fatal(err)
			}
			arguments = append(arguments, &argument)
		}
		resp, err := server.CallFunction(t.Context(), &tfprotov6.CallFunctionRequest{Name: "rich_menu_grid", Arguments: arguments})
		if err != nil {
			t.Fatal(err)
		}
		if resp.Error == nil || resp.Error.FunctionArgument == nil || *resp.Error.FunctionArgument != int64(position) ||
			!strings.Contains(resp.Error.Text, "must be a whole number, got 1.5.") || !strings.Contains(resp.Error.Text, "floor()") {
			t.Errorf("%s = 1.5: got %+v, want an error of argument %d", name, resp.Error, position)
		}
	}
}
