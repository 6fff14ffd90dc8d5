// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal;

/** One version of a definition. */
public record DefinitionVersion(String definitionId, int version) {}
