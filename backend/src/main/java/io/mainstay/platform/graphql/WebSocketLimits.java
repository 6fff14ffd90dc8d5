// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What WebSockets may use up, on each replica.
 *
 * @param connections how many may be open
 * @param connectionsPerAddress how many may be open from one client address; of IPv6 from one network of 64 bits
 * @param connectionsPerPerson how many one person may have open
 * @param unaccepted how many may be open that no {@code connection_init} has been accepted of
 * @param unacceptedPerAddress how many of these may come from one client address
 * @param initTimeout how long a connection may take until its {@code connection_init} has been accepted
 * @param initCharacters how long a message may be before that, in characters; a token must fit in
 * @param messageCharacters how long a message may be afterwards, in characters
 * @param messageTimeout how long a message may be under way from its first part to its last
 * @param unfinishedCharacters how many characters of messages whose end has not come may be held for all connections
 * @param unsentCharacters how many characters of messages that wait for their clients may be held for all connections
 * @param unsentCharactersPerPerson how many of these may wait for one person's connections
 * @param operationsPerConnection how many subscriptions, queries and mutations may run on one connection at once
 * @param subscriptionsPerPerson how many subscriptions one person may have, over all connections
 * @param keepAlive how long after one sign of life the next is sent to a client
 * @param sendTimeout how long a client may take to receive a message; it is cut off then
 * @param personCheck how often the directory is asked whether people with open connections were deactivated
 */
@ConfigurationProperties("mainstay.websocket")
record WebSocketLimits(
        @DefaultValue("1000") int connections,
        @DefaultValue("500") int connectionsPerAddress,
        @DefaultValue("20") int connectionsPerPerson,
        @DefaultValue("200") int unaccepted,
        @DefaultValue("100") int unacceptedPerAddress,
        @DefaultValue("10s") Duration initTimeout,
        @DefaultValue("8192") int initCharacters,
        @DefaultValue("65536") int messageCharacters,
        @DefaultValue("10s") Duration messageTimeout,
        @DefaultValue("4194304") int unfinishedCharacters,
        @DefaultValue("33554432") int unsentCharacters,
        @DefaultValue("8388608") int unsentCharactersPerPerson,
        @DefaultValue("50") int operationsPerConnection,
        @DefaultValue("200") int subscriptionsPerPerson,
        @DefaultValue("30s") Duration keepAlive,
        @DefaultValue("10s") Duration sendTimeout,
        @DefaultValue("5s") Duration personCheck) {

    WebSocketLimits {
        List.of(
                        connections,
                        connectionsPerAddress,
                        connectionsPerPerson,
                        unaccepted,
                        unacceptedPerAddress,
                        initCharacters,
                        messageCharacters,
                        unfinishedCharacters,
                        unsentCharacters,
                        unsentCharactersPerPerson,
                        operationsPerConnection,
                        subscriptionsPerPerson)
                .forEach(number -> require(number > 0));
        List.of(initTimeout, messageTimeout, keepAlive, sendTimeout, personCheck)
                .forEach(time -> require(time.toMillis() > 0));
    }

    private static void require(boolean positive) {
        if (!positive) {
            throw new IllegalArgumentException("Each limit of mainstay.websocket must be more than 0");
        }
    }
}
