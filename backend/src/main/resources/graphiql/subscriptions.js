// Subscriptions over graphql-transport-ws. Each has a socket of its own, which begins with the token of that moment: the server
// ends a stream with its token, and GraphiQL then says so.

/** What GraphiQL asks for subscriptions: `subscribe` tells the sink what comes, and returns how to end it. */
export function subscriptions(address, session) {
  return {
    subscribe(payload, sink) {
      let socket = null;
      let over = false;

      function end(tell) {
        if (!over) {
          over = true;
          tell?.();
          socket?.close(1000);
        }
      }

      async function begin() {
        const token = await session.token();
        if (over) {
          return;
        }
        socket = new WebSocket(address, 'graphql-transport-ws');
        socket.onopen = () =>
          socket.send(JSON.stringify({ type: 'connection_init', payload: { Authorization: `Bearer ${token}` } }));
        socket.onmessage = ({ data }) => {
          const message = JSON.parse(data);
          switch (message.type) {
            case 'connection_ack':
              socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload }));
              break;
            case 'ping':
              socket.send(JSON.stringify({ type: 'pong' }));
              break;
            case 'next':
              sink.next(message.payload);
              break;
            case 'error':
              end(() => sink.error(message.payload));
              break;
            case 'complete':
              end(() => sink.complete());
              break;
          }
        };
        socket.onclose = ({ code, reason }) =>
          end(() => sink.error(new Error(`The server has ended the subscription: ${reason || code}`)));
      }

      begin().catch((failure) => end(() => sink.error(failure)));
      return () => end();
    },
  };
}
