// SPDX-License-Identifier: MPL-2.0

package richmenu

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/wholenumber"
)

var _ function.Function = gridFunction{}

// NewGridFunction returns the function rich_menu_grid.
func NewGridFunction() function.Function { return gridFunction{} }

type gridFunction struct{}

// boundsModel is the bounds of an area.
type boundsModel struct {
	X      int64 `tfsdk:"x"`
	Y      int64 `tfsdk:"y"`
	Width  int64 `tfsdk:"width"`
	Height int64 `tfsdk:"height"`
}

func (gridFunction) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "rich_menu_grid"
}

func (gridFunction) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "Bounds of the areas of a rich menu in an even grid",
		MarkdownDescription: fmt.Sprintf("Divides a rich menu of %d pixels' width into columns and rows, and returns the bounds of each cell, row by row from the upper left, "+
			"as `areas[*].bounds` of `lineworks_rich_menu` takes them: a list of objects with `x`, `y`, `width` and `height` in whole pixels. "+
			"The cells cover the menu without a gap and without an overlap, so some are a pixel larger than others where the division leaves a rest.", width),
		Parameters: []function.Parameter{
			function.Int64Parameter{CustomType: wholenumber.Type{}, Name: "columns", MarkdownDescription: fmt.Sprintf("Number of columns. A menu takes at most %d areas in all.", maxAreas)},
			function.Int64Parameter{CustomType: wholenumber.Type{}, Name: "rows", MarkdownDescription: "Number of rows."},
			function.Int64Parameter{CustomType: wholenumber.Type{}, Name: "height", MarkdownDescription: fmt.Sprintf("Height of the menu in pixels: `%d` or `%d`.", low, high)},
		},
		Return: function.ListReturn{ElementType: boundsType},
	}
}

func (gridFunction) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var args struct{ columns, rows, height wholenumber.Value }
	resp.Error = function.ConcatFuncErrors(resp.Error, req.Arguments.Get(ctx, &args.columns, &args.rows, &args.height))
	if resp.Error != nil {
		return
	}
	columns, rows, height := args.columns.ValueInt64(), args.rows.ValueInt64(), args.height.ValueInt64()
	if resp.Error = checkGrid(columns, rows, height); resp.Error != nil {
		return
	}
	var cells []boundsModel
	for _, b := range grid(columns, rows, height) {
		cells = append(cells, boundsModel(b))
	}
	resp.Error = function.ConcatFuncErrors(resp.Error, resp.Result.Set(ctx, cells))
}

// checkGrid checks the arguments, and reports an error at the one at fault.
func checkGrid(columns, rows, height int64) *function.FuncError {
	switch {
	case columns < 1 || columns > maxAreas:
		return function.NewArgumentFuncError(0, fmt.Sprintf("columns must be 1 to %d, got %d: a rich menu takes at most %[1]d areas", maxAreas, columns))
	case rows < 1 || rows > maxAreas:
		return function.NewArgumentFuncError(1, fmt.Sprintf("rows must be 1 to %d, got %d: a rich menu takes at most %[1]d areas", maxAreas, rows))
	case columns*rows > maxAreas:
		return function.NewArgumentFuncError(1, fmt.Sprintf("%d columns and %d rows make %d areas, but a rich menu takes at most %d", columns, rows, columns*rows, maxAreas))
	case height != low && height != high:
		return function.NewArgumentFuncError(2, fmt.Sprintf("height must be %d or %d, got %d", low, high, height))
	}
	return nil
}

// grid is the cells of an even grid over the whole menu, row by row.
func grid(columns, rows, height int64) []lineworks.Bounds {
	var cells []lineworks.Bounds
	for row := range rows {
		top, bottom := row*height/rows, (row+1)*height/rows
		for column := range columns {
			left, right := column*width/columns, (column+1)*width/columns
			cells = append(cells, lineworks.Bounds{X: left, Y: top, Width: right - left, Height: bottom - top})
		}
	}
	return cells
}
