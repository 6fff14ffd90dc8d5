// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import io.mainstay.kernel.Role;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What one request, and one principal, may use up.
 *
 * @param depth how deep fields may nest
 * @param cost what a request may cost: objects, as its page sizes multiply, and what fields cost of their own
 * @param fields how many fields a request may select once its fragments are unfolded
 * @param aliases how many aliases a document may have
 * @param operations how many operations a document may have
 * @param fragments how many fragments a document may have
 * @param tokens how many words and signs a document may have
 * @param variableValues how many values the variables of a request may have: lists, objects and all that is in them. A
 *     business calendar may be given 2,000 holidays and as many exceptions, of five intervals each, in one call
 * @param documentBytes how long a document may be
 * @param keptDocumentChars how long all documents together may be that are kept because they were accepted
 * @param bodyBytes how long a request may be, with its variables
 * @param timeout how long a request may take
 * @param requestsPerMinute how many requests a principal may make in the long run, on each replica
 * @param requestsPerMinuteOf the same for principals with these roles; the highest of several counts, and their bursts are
 *     larger in proportion
 * @param burst how many requests a principal may make at once
 * @param requestsAtOnce how many requests of one principal may be under way, on each replica
 * @param running how many requests of all run at once, on each replica; the others wait for their turn
 * @param runningOfPerson how many of these are one principal's
 * @param bodyBytesAtOnce how long all bodies of requests that are under way may be together, on each replica
 * @param bodyBytesOfPersonAtOnce how many of these may be one principal's
 * @param heavyCost from which cost on an operation is heavy
 * @param heavyAtOnce how many heavy operations run at once, on each replica
 * @param heavyOfPersonAtOnce how many of these are one principal's
 * @param introspection whether clients may ask for the schema
 */
@ConfigurationProperties("mainstay.graphql")
record GraphQlLimits(
        @DefaultValue("12") int depth,
        @DefaultValue("10000") int cost,
        @DefaultValue("2000") int fields,
        @DefaultValue("30") int aliases,
        @DefaultValue("20") int operations,
        @DefaultValue("100") int fragments,
        @DefaultValue("10000") int tokens,
        @DefaultValue("50000") int variableValues,
        @DefaultValue("32768") int documentBytes,
        @DefaultValue("262144") int keptDocumentChars,
        @DefaultValue("1048576") int bodyBytes,
        @DefaultValue("10s") Duration timeout,
        @DefaultValue("6000") int requestsPerMinute,
        @DefaultValue Map<Role, Integer> requestsPerMinuteOf,
        @DefaultValue("1000") int burst,
        @DefaultValue("32") int requestsAtOnce,
        @DefaultValue("64") int running,
        @DefaultValue("4") int runningOfPerson,
        @DefaultValue("67108864") int bodyBytesAtOnce,
        @DefaultValue("8388608") int bodyBytesOfPersonAtOnce,
        @DefaultValue("1900") int heavyCost,
        @DefaultValue("6") int heavyAtOnce,
        @DefaultValue("2") int heavyOfPersonAtOnce,
        @DefaultValue("false") boolean introspection) {

    /** How many requests somebody with these roles may make in the long run. */
    int requestsPerMinuteOf(Set<Role> roles) {
        return roles.stream()
                .map(role -> requestsPerMinuteOf.getOrDefault(role, requestsPerMinute))
                .reduce(Integer::max)
                .orElse(requestsPerMinute);
    }
}
