// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.database;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.neo4j.driver.AccessMode;
import org.neo4j.driver.Driver;
import org.neo4j.driver.SessionConfig;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/**
 * Stands in for a cluster of two members, to which a routing driver sends sessions by their access mode: those that read to
 * the follower, all others to the leader. Notes to which of them those of requests went.
 */
@Component
final class TwoMembers implements BeanPostProcessor {

    enum Member {
        LEADER,
        FOLLOWER
    }

    private final List<Member> asked = new CopyOnWriteArrayList<>();

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof Driver driver
                ? Proxy.newProxyInstance(
                        Driver.class.getClassLoader(),
                        new Class<?>[] {Driver.class},
                        (_, method, arguments) -> call(driver, method, arguments))
                : bean;
    }

    private Object call(Driver driver, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("session") && !BackgroundWork.isActive()) {
            asked.add(reads(arguments) ? Member.FOLLOWER : Member.LEADER);
        }
        try {
            return method.invoke(driver, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }

    private static boolean reads(Object[] arguments) {
        return arguments != null
                && Arrays.stream(arguments)
                        .anyMatch(argument -> argument instanceof SessionConfig config
                                && config.defaultAccessMode() == AccessMode.READ);
    }

    void reset() {
        asked.clear();
    }

    /** The members to which sessions went since the last reset. */
    List<Member> asked() {
        return List.copyOf(asked);
    }
}
