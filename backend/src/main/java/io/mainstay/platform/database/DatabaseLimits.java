// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.database;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much of the database requests and workers may use at once, on each replica.
 *
 * @param requestConnections how many connections all requests share
 * @param connectionsOfPerson how many of these the requests of one person have at once; the rest of them wait
 * @param workerConnections how many connections workers, timers and jobs share, which no request takes
 * @param busyAfter how much of the time of connections a person may have read for lately, a second ago counting more than
 *     ten seconds ago, before their requests share the few connections of the busy
 * @param busyConnections how many of the connections of requests all busy people share
 * @param busyConnectionsOfPerson how many of these a busy person has at once
 * @param acquisition how long a request waits for a connection that is to be opened
 * @param transaction how long a transaction may take, of a request or a worker; a connection that says nothing for longer is
 *     given up
 */
@ConfigurationProperties("mainstay.database")
record DatabaseLimits(
        @DefaultValue("32") int requestConnections,
        @DefaultValue("4") int connectionsOfPerson,
        @DefaultValue("32") int workerConnections,
        @DefaultValue("5s") Duration busyAfter,
        @DefaultValue("4") int busyConnections,
        @DefaultValue("1") int busyConnectionsOfPerson,
        @DefaultValue("5s") Duration acquisition,
        @DefaultValue("60s") Duration transaction) {}
