// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import java.util.List;

/**
 * An attribute that the CIs of a class and of the classes below it may have.
 *
 * @param key names the attribute in the API
 * @param choices the values of a {@link CiAttributeType#CHOICE}; empty for other types
 * @param secret whether its values are encrypted and never shown
 */
public record CiAttributeDefinition(
        String id,
        String key,
        String name,
        String description,
        CiAttributeType type,
        List<String> choices,
        boolean secret) {

    public CiAttributeDefinition {
        choices = List.copyOf(choices);
    }
}
