// kind: schema
CREATE CONSTRAINT operation_chain_id IF NOT EXISTS FOR (c:OperationChain) REQUIRE c.chainId IS UNIQUE;
