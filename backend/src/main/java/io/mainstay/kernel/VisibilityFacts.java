// SPDX-License-Identifier: Apache-2.0
package io.mainstay.kernel;

import java.util.Set;

/**
 * What decides who may see a record; stored on its node under the same names and indexed with it for search.
 *
 * @param organisationId the organisation that the record belongs to
 * @param confidentiality stored as the number {@code confidentialityLevel}
 * @param participantIds people who see the record whatever its organisation and confidentiality
 * @param teamIds teams whose members see the record whatever its organisation
 * @param selfService whether people who only use services may see it in their organisation
 */
public record VisibilityFacts(
        String organisationId,
        Confidentiality confidentiality,
        Set<String> participantIds,
        Set<String> teamIds,
        boolean selfService) {

    public VisibilityFacts {
        participantIds = Set.copyOf(participantIds);
        teamIds = Set.copyOf(teamIds);
    }
}
