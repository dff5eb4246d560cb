// SPDX-License-Identifier: MPL-2.0

package server

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLimitLogLevel(t *testing.T) {
	t.Parallel()
	all := func(level string) map[string]string {
		return map[string]string{"TF_LOG_SDK": level, "TF_LOG_SDK_FRAMEWORK": level, "TF_LOG_SDK_PROTO": level, "TF_LOG_PROVIDER_LINEWORKS": level}
	}
	for name, test := range map[string]struct{ given, want map[string]string }{
		"no level":             {nil, all("OFF")},
		"global":               {map[string]string{"TF_LOG": "debug"}, all("debug")},
		"JSON":                 {map[string]string{"TF_LOG": "JSON"}, all("JSON")},
		"providers":            {map[string]string{"TF_LOG_PROVIDER": "INFO"}, all("INFO")},
		"providers and global": {map[string]string{"TF_LOG": "TRACE", "TF_LOG_PROVIDER": "WARN"}, all("WARN")},
		"framework is set": {
			map[string]string{"TF_LOG_SDK": "ERROR", "TF_LOG": "DEBUG"},
			map[string]string{"TF_LOG_SDK_FRAMEWORK": "ERROR", "TF_LOG_SDK_PROTO": "ERROR", "TF_LOG_PROVIDER_LINEWORKS": "DEBUG"},
		},
		"a part is set": {
			map[string]string{"TF_LOG_SDK_PROTO": "TRACE"},
			map[string]string{"TF_LOG_SDK": "OFF", "TF_LOG_SDK_FRAMEWORK": "OFF", "TF_LOG_PROVIDER_LINEWORKS": "OFF"},
		},
	} {
		set := map[string]string{}
		err := limitLogLevel(func(name string) string { return test.given[name] }, func(name, value string) error {
			set[name] = value
			return nil
		})
		if diff := cmp.Diff(test.want, set); err != nil || diff != "" {
			t.Errorf("%s: got error %v, want none, and these variables (-want +got):\n%s", name, err, diff)
		}
	}
}

func TestLimitLogLevel_error(t *testing.T) {
	t.Parallel()
	cause := errors.New("read-only environment")
	err := limitLogLevel(func(string) string { return "" }, func(string, string) error { return cause })
	if !errors.Is(err, cause) {
		t.Errorf("got error %v, want the one of setenv, %v", err, cause)
	}
}
