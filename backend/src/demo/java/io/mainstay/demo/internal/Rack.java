// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

import java.util.List;

/** A rack by name, with its power feeds and the switches at its top. */
record Rack(String name, List<String> feeds, List<String> switches) {}
