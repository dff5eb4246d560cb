// SPDX-License-Identifier: MPL-2.0

package richmenu_test

import (
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/richmenu"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/wholenumber"
)

// cell is a result of the function.
type cell struct {
	X      int64 `tfsdk:"x"`
	Y      int64 `tfsdk:"y"`
	Width  int64 `tfsdk:"width"`
	Height int64 `tfsdk:"height"`
}

// run calls the function.
func run(t *testing.T, columns, rows, height int64) ([]cell, *function.FuncError) {
	t.Helper()
	f := richmenu.NewGridFunction()
	var definition function.DefinitionResponse
	f.Definition(t.Context(), function.DefinitionRequest{}, &definition)
	if diags := definition.Diagnostics; diags.HasError() {
		t.Fatalf("got %v, want no error", diags)
	}
	result, err := definition.Definition.Return.NewResultData(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	resp := function.RunResponse{Result: result}
	f.Run(t.Context(), function.RunRequest{Arguments: function.NewArgumentsData([]attr.Value{
		wholenumber.Of(columns), wholenumber.Of(rows), wholenumber.Of(height),
	})}, &resp)
	if resp.Error != nil {
		return nil, resp.Error
	}
	list, ok := resp.Result.Value().(types.List)
	if !ok {
		t.Fatalf("got a %T, want a list", resp.Result.Value())
	}
	var cells []cell
	if diags := list.ElementsAs(t.Context(), &cells, false); diags.HasError() {
		t.Fatalf("got %v, want no error", diags)
	}
	return cells, nil
}

// TestRichMenuGrid_coversTheMenuExactly goes through every grid that a menu can have.
func TestRichMenuGrid_coversTheMenuExactly(t *testing.T) {
	t.Parallel()
	grids := 0
	for columns := int64(1); columns <= 20; columns++ {
		for rows := int64(1); columns*rows <= 20; rows++ {
			for _, height := range []int64{843, 1686} {
				grids++
				cells, err := run(t, columns, rows, height)
				if err != nil || int64(len(cells)) != columns*rows {
					t.Fatalf("%d × %d over %d: got %d cells and the error %v, want %d", columns, rows, height, len(cells), err, columns*rows)
				}
				for i, c := range cells {
					column, row := int64(i)%columns, int64(i)/columns
					right, below := int64(2500), height
					if column < columns-1 {
						right = cells[i+1].X
					}
					if row < rows-1 {
						below = cells[int64(i)+columns].Y
					}
					switch {
					case column == 0 && c.X != 0, row == 0 && c.Y != 0:
						t.Errorf("%d × %d over %d: got cell %d %+v, want no gap at the edge", columns, rows, height, i, c)
					case column > 0 && c.Y != cells[i-1].Y, row > 0 && c.X != cells[int64(i)-columns].X:
						t.Errorf("%d × %d over %d: got cell %d %+v, want it in line", columns, rows, height, i, c)
					case c.X+c.Width != right, c.Y+c.Height != below:
						t.Errorf("%d × %d over %d: got cell %d %+v, want it to end where the next begins", columns, rows, height, i, c)
					case c.Width < 2500/columns, c.Width > 2500/columns+1, c.Height < height/rows, c.Height > height/rows+1:
						t.Errorf("%d × %d over %d: got cell %d %+v, want all of a size", columns, rows, height, i, c)
					}
				}
			}
		}
	}
	if grids != 2*66 { // the pairs of numbers whose product is at most 20
		t.Errorf("got %d grids, want %d", grids, 2*66)
	}
}

func TestRichMenuGrid_badArguments(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		columns, rows, height int64
		argument              int64
		want                  string
	}{
		"no columns":         {0, 1, 843, 0, `columns must be 1 to 20, got 0: a rich menu takes at most 20 areas`},
		"columns below zero": {-1, 1, 843, 0, `got -1`},
		"21 columns":         {21, 1, 843, 0, `columns must be 1 to 20, got 21`},
		"no rows":            {1, 0, 843, 1, `rows must be 1 to 20, got 0`},
		"21 rows":            {1, 21, 843, 1, `rows must be 1 to 20, got 21`},
		"21 areas":           {3, 7, 843, 1, `3 columns and 7 rows make 21 areas, but a rich menu takes at most 20`},
		"another height":     {1, 1, 844, 2, `height must be 843 or 1686, got 844`},
	} {
		_, err := run(t, tc.columns, tc.rows, tc.height)
		if err == nil || err.FunctionArgument == nil || *err.FunctionArgument != tc.argument || !regexp.MustCompile(tc.want).MatchString(err.Text) {
			t.Errorf("%s: got %v, want argument %d and %q", name, err, tc.argument, tc.want)
		}
	}
}

// TestRichMenuGrid_fitsBounds calls the function from a configuration, where its
// result is a value that areas takes.
func TestRichMenuGrid_fitsBounds(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	bot := tenant.AddBot()
	config := menu{bot: bot, areas: []any{}}.String()
	config = regexp.MustCompile(`areas = \[\]`).ReplaceAllString(config, `areas = [for i, cell in provider::lineworks::rich_menu_grid(3, 2, 843) : {
    bounds = cell
    action = { type = "postback", data = "tap=$${i}" }
  }]`)
	config += "output \"last\" {\n  value = provider::lineworks::rich_menu_grid(3, 2, 843)[5]\n}\n"
	number := func(n int64) knownvalue.Check { return knownvalue.Int64Exact(n) }
	tenant.Test(t,
		resource.TestStep{
			Config:      "output \"x\" {\n  value = provider::lineworks::rich_menu_grid(3, 7, 843)\n}\n",
			ExpectError: regexp.MustCompile(`(?s)Invalid value for "rows" parameter: 3 columns and 7 rows\s+make\s+21\s+areas`),
		},
		resource.TestStep{
			Config: config,
			ConfigStateChecks: []statecheck.StateCheck{statecheck.ExpectKnownOutputValue("last", knownvalue.ObjectExact(map[string]knownvalue.Check{
				"x": number(1666), "y": number(421), "width": number(834), "height": number(422),
			}))},
			PostApplyFunc: func() {
				if areas := onlyMenu(t, tenant, bot).Areas; len(areas) != 6 || areas[5].Action.Data != "tap=5" {
					t.Errorf("got the areas %+v, want 6 with the numbers of their cells", areas)
				}
			},
		},
	)
}
