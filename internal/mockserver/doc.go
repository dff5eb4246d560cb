// SPDX-License-Identifier: MPL-2.0

// Package mockserver imitates the LINE WORKS API 2.0 for bots: the token
// endpoint, bots, their domains, members, rooms, menus and messages, and the
// storage host that files are sent to. It reads the directory too: users, org units
// and groups.
//
// It is strict where the vendor's pages are clear, unless clients are known to work
// that do otherwise: a strictness that was never observed would make the mock less
// true. Where the pages are not clear, there is a Switch; Quirks are the positions of
// all switches, and their zero value is the reading that the evidence supports.
//
// The mock is written from the vendor's pages
// (https://developers.worksmobile.com/en/docs/bot-api) and from what public clients
// do, and never from this project's own client, so that a slip in one shows in the
// other.
//
// A Server is an http.Handler that serves three bases on one listener, APIPath,
// AuthPath and StoragePath. Tests read and change its state behind the API's back, read
// the log of Requests and script failures with Fail.
//
// The known properties of a message are checked; others are sent, and recorded in the
// log. A file id must not be void, but may come from a callback. Of a flex message the
// containers are checked, their size, and the properties that a component needs. The
// mock reads neither addresses nor the content of files.
//
// There are no callbacks (package simulator sends them), no authorization-code grant and
// no other API: a request for these gets 404 NOT_FOUND "Api not exists".
//
// # Seed
//
// Load takes a JSON object with these properties, all optional:
//
//	{
//	  "app": {"clientId": "…", "clientSecret": "…", "serviceAccount": "…", "scopes": ["bot"]},
//	  "domains": [10000001],
//	  "bots": [{
//	    "botId": 2000001,
//	    "botName": "Desk", "photoUrl": "https://example.com/desk.png",
//	    "description": "Reception", "administrators": ["…"],
//	    "domains": [{"domainId": 10000001, "visible": true,
//	                 "allowToSelectedMember": true, "members": ["…"]}],
//	    "persistentMenu": {"content": {"actions": [{"type": "message", "label": "Help"}]}},
//	    "defaultRichmenuId": "40001",
//	    "richmenus": [{"richmenuId": "40001", "richmenuName": "…", "size": {…}, "areas": […], "image": true}],
//	    "userRichmenus": [{"userId": "…", "richmenuId": "40001"}],
//	    "channels": [{"channelId": "…", "title": "…", "channelType": {"type": "GROUP", "groupId": "…"},
//	                  "members": ["…"]}]
//	  }],
//	  "users": [{"userId": "…", "email": "taro@example.co.jp", "userExternalKey": "…", "isSuspended": false,
//	             "userName": {"lastName": "…", "firstName": "…"},
//	             "organizations": [{"orgUnits": [{"orgUnitId": "…", "isManager": true}]}]}],
//	  "orgUnits": [{"orgUnitId": "…", "orgUnitName": "Sales", "parentOrgUnitId": "…"}],
//	  "groups": [{"groupId": "…", "groupName": "Owners", "administrators": [{"userId": "…"}],
//	              "members": [{"id": "…", "type": "USER"}]}]
//	}
//
// A bot has the properties of https://developers.worksmobile.com/en/docs/bot-get.
// Without "domains" at the top every domain belongs to the tenant. A bot with
// rich menus has no persistent menu, as in the service; with "image" a rich menu
// has a plain image of its size.
//
// Users, org units and groups have the properties of user-get, orgunit-get and group-get
// at https://developers.worksmobile.com/jp/docs. All but those that name an object and
// the administrators of a group may be left out. A reference is an id, a login e-mail
// address of a user, or "externalKey:" with a key. The app is of the first of the
// "domains". Package company has an example.
//
// A login e-mail address names the same person wherever one is taken: members, messages,
// mentions, rich menus. Others than the users of the seed are taken as well: no page says
// how the service refuses them. There are no external groups, which the service does not
// show either, and no operations that change the directory: tests call ChangeDirectory.
package mockserver
