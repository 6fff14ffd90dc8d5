// kind: schema
CREATE CONSTRAINT refusal_chain_id IF NOT EXISTS FOR (c:RefusalChain) REQUIRE c.chainId IS UNIQUE;
