namespace P8e.Protocol.Errors;

/// <summary>
/// Every stable error code, in one file (design section 11). A code is never renamed and never reused for another meaning.
/// </summary>
public static class ErrorCodes
{
    /// <summary>A bech32 text, an account address or a metadata address does not parse.</summary>
    public const string AddressInvalid = "address.invalid";

    /// <summary>A content hash has a length that no rule allows.</summary>
    public const string HashInvalid = "hash.invalid";

    /// <summary>A base64 text does not parse.</summary>
    public const string Base64Invalid = "base64.invalid";

    /// <summary>A record name is blank or too long.</summary>
    public const string RecordNameInvalid = "record.name_invalid";

    /// <summary>A descriptor set does not parse, is too large or refers to what it does not hold.</summary>
    public const string DescriptorInvalid = "descriptor.invalid";

    /// <summary>A message type is not in the descriptor set.</summary>
    public const string DescriptorUnknownType = "descriptor.unknown_type";

    /// <summary>A JSON text does not fit its message type.</summary>
    public const string JsonInvalid = "json.invalid";

    /// <summary>Bytes are not a well-formed protobuf message of the expected type.</summary>
    public const string ProtobufInvalid = "protobuf.invalid";

    /// <summary>Input is larger, deeper or longer than a documented limit.</summary>
    public const string LimitExceeded = "limit.exceeded";

    /// <summary>Bytes or text are not a key of secp256k1, or a key file is not one.</summary>
    public const string KeyInvalid = "key.invalid";

    /// <summary>A key file can be read by others than its owner, or exists already.</summary>
    public const string KeyFileUnsafe = "key.file_unsafe";

    /// <summary>The curve implementation that was asked for is not there.</summary>
    public const string CurveUnavailable = "crypto.curve_unavailable";

    /// <summary>Sealing or opening in pieces needs a library that is not there.</summary>
    public const string StreamingUnavailable = "crypto.streaming_unavailable";

    /// <summary>Bytes are not a DIME container, or one beyond the limits.</summary>
    public const string DimeMalformed = "dime.malformed";

    /// <summary>The reader's key is not in the audience.</summary>
    public const string DimeNotAddressed = "dime.not_addressed";

    /// <summary>The data key cannot be unwrapped.</summary>
    public const string DimeUnopenable = "dime.unopenable";

    /// <summary>The payload is not what was sealed.</summary>
    public const string DimePayloadInvalid = "dime.payload_invalid";

    /// <summary>The signature is missing, malformed or not over this content.</summary>
    public const string DimeSignatureInvalid = "dime.signature_invalid";

    /// <summary>The content does not have the hash under which it was asked for.</summary>
    public const string ObjectHashMismatch = "object.hash_mismatch";

    /// <summary>A UUID is not 36 dashed characters or 16 bytes.</summary>
    public const string UuidInvalid = "uuid.invalid";

    /// <summary>A chain message has no usable type URL.</summary>
    public const string ChainMessageInvalid = "chain.message_invalid";

    /// <summary>A JVM class name is not one, or names no message of the descriptor set.</summary>
    public const string JavaNameUnknown = "java_name.unknown";

    /// <summary>An affiliate's name is not one.</summary>
    public const string AffiliateInvalid = "affiliate.invalid";

    /// <summary>An upload lacks a property that every object has.</summary>
    public const string ObjectPropertyMissing = "object.property_missing";

    /// <summary>There is no such object for this reader.</summary>
    public const string ObjectNotFound = "object.not_found";

    /// <summary>An object's row is there, but the storage lost its payload.</summary>
    public const string ObjectBytesMissing = "object.bytes_missing";

    /// <summary>The storage is busy or out of reach.</summary>
    public const string StorageUnavailable = "storage.unavailable";
    /// <summary>A setting is missing or outside its range.</summary>
    public const string ConfigurationInvalid = "configuration.invalid";

    /// <summary>The storage account refused the credential.</summary>
    public const string StorageDenied = "storage.denied";

    /// <summary>The storage account refused a request.</summary>
    public const string StorageRefused = "storage.refused";

    /// <summary>Something else lies in the storage under a name that was meant to be fresh.</summary>
    public const string StorageConflict = "storage.conflict";
    /// <summary>A key file cannot be opened or written.</summary>
    public const string KeyFileUnusable = "key.file_unusable";

    /// <summary>A gRPC peer answered with a status that repeating the call does not change.</summary>
    public const string GrpcRefused = "grpc.refused";

    /// <summary>A gRPC peer is busy, out of reach, or broke a call off.</summary>
    public const string GrpcUnavailable = "grpc.unavailable";

    /// <summary>A gRPC call was not done in time.</summary>
    public const string GrpcDeadlineExceeded = "grpc.deadline_exceeded";

    /// <summary>What a gRPC peer sent does not follow the protocol.</summary>
    public const string GrpcMalformed = "grpc.malformed";

    /// <summary>A denomination or an amount of coins does not parse.</summary>
    public const string ChainCoinInvalid = "chain.coin_invalid";

    /// <summary>A transaction is empty, too long or not one at all.</summary>
    public const string ChainTransactionInvalid = "chain.transaction_invalid";

    /// <summary>A node, a cursor or a row belongs to another chain than the configured one.</summary>
    public const string ChainWrongChain = "chain.wrong_chain";

    /// <summary>The node's fee quote cannot be used.</summary>
    public const string ChainFeeUnsuitable = "chain.fee_unsuitable";

    /// <summary>A transaction needs more gas than the chain lets one have.</summary>
    public const string ChainGasLimitExceeded = "chain.gas_limit_exceeded";

    /// <summary>The node executed a transaction on trial and a message of it failed.</summary>
    public const string ChainSimulationFailed = "chain.simulation_failed";

    /// <summary>The account's sequence is another one than the signed one.</summary>
    public const string ChainSequenceMismatch = "chain.sequence_mismatch";

    /// <summary>The fee is below what the messages cost.</summary>
    public const string ChainInsufficientFee = "chain.insufficient_fee";

    /// <summary>The account cannot pay the fee or what it sends.</summary>
    public const string ChainInsufficientFunds = "chain.insufficient_funds";

    /// <summary>The node takes no more transactions now.</summary>
    public const string ChainMempoolFull = "chain.mempool_full";

    /// <summary>The node has seen these very bytes before.</summary>
    public const string ChainTransactionKnown = "chain.tx_in_cache";

    /// <summary>A transaction has more bytes than the chain takes.</summary>
    public const string ChainTransactionTooLarge = "chain.tx_too_large";

    /// <summary>A transaction's timeout height passed before a block took it.</summary>
    public const string ChainTransactionExpired = "chain.tx_expired";

    /// <summary>The node cannot decode a transaction.</summary>
    public const string ChainTransactionUndecodable = "chain.tx_undecodable";

    /// <summary>A signature, a signer or a grant is missing or wrong.</summary>
    public const string ChainUnauthorized = "chain.unauthorized";

    /// <summary>The signing account does not exist on the chain; fund it first.</summary>
    public const string ChainAccountUnknown = "chain.account_unknown";

    /// <summary>The gas limit was too low.</summary>
    public const string ChainOutOfGas = "chain.out_of_gas";

    /// <summary>The chain refused a message as invalid.</summary>
    public const string ChainRequestInvalid = "chain.request_invalid";

    /// <summary>The chain does not have what a message names.</summary>
    public const string ChainEntityNotFound = "chain.entity_not_found";

    /// <summary>The chain refused a transaction for a reason without a code of its own.</summary>
    public const string ChainTransactionRefused = "chain.tx_refused";

    /// <summary>The node no longer has blocks that are needed.</summary>
    public const string ChainBlocksPruned = "chain.blocks_pruned";

    /// <summary>The node has a block but not yet, or not all, of what it did.</summary>
    public const string ChainResultsMissing = "chain.results_missing";

    /// <summary>Another process writes for the signing account now.</summary>
    public const string ChainWriterSuperseded = "chain.writer_superseded";

    /// <summary>The node is out of reach, busy or answers with something else.</summary>
    public const string ChainNodeUnavailable = "chain.node_unavailable";

    /// <summary>The node's blocks contradict those that were followed before; a finished block never changes.</summary>
    public const string ChainContradiction = "chain.contradiction";

    /// <summary>An event of the chain does not have the form that its type promises.</summary>
    public const string ChainEventInvalid = "chain.event_invalid";

    /// <summary>Another process has moved the follower's cursor.</summary>
    public const string ChainCursorConflict = "chain.cursor_conflict";

    /// <summary>A row in the storage is not one that this program writes.</summary>
    public const string StorageRowDamaged = "storage.row_damaged";

    /// <summary>The outbox has another transaction under the same id.</summary>
    public const string ChainRowConflict = "chain.row_conflict";

    /// <summary>The outbox does not have the row that is asked for.</summary>
    public const string ChainRowMissing = "chain.row_missing";

    /// <summary>The account is not one that this deployment signs for.</summary>
    public const string ChainAccountForeign = "chain.account_foreign";

    /// <summary>A request or a call of the host is not well formed.</summary>
    public const string RequestMalformed = "request.malformed";

    /// <summary>There is no such route.</summary>
    public const string RequestUnknownRoute = "request.unknown_route";

    /// <summary>The program itself failed; its log says how.</summary>
    public const string InternalFailed = "internal.failed";

    /// <summary>Under the Functions host: no call has said yet where the task hub is.</summary>
    public const string HostClientUnknown = "host.client_unknown";

    /// <summary>Messages of this type may not be submitted here.</summary>
    public const string ChainMessageForbidden = "chain.message_forbidden";

    /// <summary>This deployment has no chain configured.</summary>
    public const string ChainNotConfigured = "chain.not_configured";

    /// <summary>A contract specification is not one, or one that nothing can run.</summary>
    public const string ContractSpecificationInvalid = "contract.spec_invalid";

    /// <summary>A session names a record or input that its contract does not have.</summary>
    public const string SessionRecordUnknown = "session.record_unknown";

    /// <summary>A session proposes a record of another class than its contract asks for.</summary>
    public const string SessionRecordClassWrong = "session.record_class_wrong";

    /// <summary>A session's party has a role that its contract does not have, or that is taken.</summary>
    public const string SessionParticipantInvalid = "session.participant_invalid";

    /// <summary>Bytes are no envelope, or an envelope lacks what every envelope has.</summary>
    public const string EnvelopeInvalid = "envelope.invalid";

    /// <summary>The parties of an envelope are not those that its contract asks for.</summary>
    public const string ContractPartiesMismatch = "contract.parties_mismatch";

    /// <summary>An envelope lacks a record of the scope that its contract is constructed with.</summary>
    public const string ContractFactsMismatch = "contract.facts_mismatch";

    /// <summary>An envelope names another contract class or package than the specification.</summary>
    public const string ContractDefinitionMismatch = "contract.definition_mismatch";

    /// <summary>An envelope names a function that its contract does not have.</summary>
    public const string ContractFunctionUnknown = "contract.function_unknown";

    /// <summary>A contract's constructor threw.</summary>
    public const string ContractConstructorFailed = "contract.constructor_failed";

    /// <summary>A contract's function threw.</summary>
    public const string ContractFunctionFailed = "contract.function_failed";

    /// <summary>A contract's function returned no message, or one of a class that cannot be stored.</summary>
    public const string ContractResultInvalid = "contract.result_invalid";

    /// <summary>A contract package is not made of assemblies that the sandbox may load.</summary>
    public const string ContractPackageInvalid = "contract.package_invalid";

    /// <summary>A contract class breaks a rule of the authoring model.</summary>
    public const string ContractInvalid = "contract.invalid";

    /// <summary>There is no such contract, or it has no such function.</summary>
    public const string ContractNotFound = "contract.not_found";

    /// <summary>A stored value is not a message of the class that the envelope says.</summary>
    public const string ContractValueUnreadable = "contract.value_unreadable";

    /// <summary>No party of an envelope can own the value of a new scope.</summary>
    public const string EnvelopeValueOwnerMissing = "envelope.value_owner_missing";

    /// <summary>A signer's signature does not verify under its own public key.</summary>
    public const string EnvelopeSignerInconsistent = "envelope.signer_inconsistent";

    /// <summary>A contract did not end in its time.</summary>
    public const string ContractTimeLimit = "contract.time_limit";

    /// <summary>A contract needs more memory than it is given.</summary>
    public const string ContractMemoryExhausted = "contract.memory_exhausted";

    /// <summary>A contract ended its process, or made the system end it.</summary>
    public const string ContractProcessEnded = "contract.process_ended";

    /// <summary>The process that runs contracts cannot be started.</summary>
    public const string SandboxUnavailable = "sandbox.unavailable";

    /// <summary>This deployment has no affiliate configured.</summary>
    public const string AffiliateNotConfigured = "affiliate.not_configured";

    /// <summary>The operator has not marked a contract's package as trusted.</summary>
    public const string ContractNotTrusted = "contract.not_trusted";

    /// <summary>An idempotency key was used before with another body.</summary>
    public const string RequestKeyReused = "request.key_reused";

    /// <summary>Every function of a contract was skipped, so there is nothing to write to the chain.</summary>
    public const string ContractMadeNothing = "contract.made_nothing";

    /// <summary>Other processes keep changing the same rows of the index.</summary>
    public const string IndexConflict = "index.conflict";

    /// <summary>A cursor is not one of the index's listing that it was sent to.</summary>
    public const string IndexCursorInvalid = "index.cursor_invalid";

    /// <summary>A specification on the chain belongs to somebody else, so nothing can be added to it.</summary>
    public const string ContractSpecificationForeign = "contract.spec_foreign";

    /// <summary>No function of a contract has all its inputs in a request.</summary>
    public const string SessionRecordMissing = "session.record_missing";

    /// <summary>A contract needs parties or a scope that this program cannot give it yet.</summary>
    public const string SessionUnsupported = "session.unsupported";

    /// <summary>A contract may not be used with the scope specification that a request names.</summary>
    public const string ScopeSpecificationForeign = "scope.specification_foreign";

    /// <summary>A scope that should be new is on the chain already.</summary>
    public const string ScopeExists = "scope.exists";

    /// <summary>The index has no such scope.</summary>
    public const string ScopeNotFound = "scope.not_found";

    /// <summary>The index has no such record.</summary>
    public const string RecordNotFound = "record.not_found";

    /// <summary>There is no such execution.</summary>
    public const string ExecutionNotFound = "execution.not_found";

    /// <summary>A request comes from a web page of another origin.</summary>
    public const string RequestForeignPage = "request.foreign_page";

    /// <summary>A public key cannot be registered as it was sent.</summary>
    public const string PublicKeyInvalid = "public_key.invalid";

    /// <summary>A mail was delivered as often as it may be, and nobody acknowledged it.</summary>
    public const string MailUndeliverable = "mail.undeliverable";

    /// <summary>A mail is longer than can be delivered as one message.</summary>
    public const string MailTooLong = "mail.too_long";

    /// <summary>There is no such mail.</summary>
    public const string MailNotFound = "mail.not_found";

    /// <summary>The registered home of a public key is no address that objects can be sent to.</summary>
    public const string PeerUrlInvalid = "peer.url_invalid";

    /// <summary>The home of a public key has an address to which this deployment does not connect.</summary>
    public const string PeerAddressRefused = "peer.address_refused";

    /// <summary>An object may not be destroyed before a time that was set for it.</summary>
    public const string ObjectRetained = "object.retained";

    /// <summary>An object may not be destroyed while it is on legal hold.</summary>
    public const string ObjectOnHold = "object.on_hold";

    /// <summary>An object was destroyed for good; it may be stored again only when somebody allows it.</summary>
    public const string ObjectShredded = "object.shredded";

    /// <summary>There is another object for the audience that an object should get.</summary>
    public const string ObjectAudienceTaken = "object.audience_taken";

    /// <summary>An object's owner, or its last reader, cannot be taken out of its audience.</summary>
    public const string ObjectReaderNeeded = "object.reader_needed";

    /// <summary>A deployment has no affiliate of a name, or none that the caller may know of.</summary>
    public const string AffiliateNotFound = "affiliate.not_found";

    /// <summary>Where an affiliate's key is was not told in a known form, or another key is there than was.</summary>
    public const string AffiliateKeyInvalid = "affiliate.key_invalid";

    /// <summary>An affiliate cannot be added or removed: its name or one of its keys is taken, or it is the deployment's own.</summary>
    public const string AffiliateTaken = "affiliate.taken";

    /// <summary>The vault is away, slow or busy.</summary>
    public const string VaultUnavailable = "vault.unavailable";

    /// <summary>The vault, or who gives out its tokens, refused this program.</summary>
    public const string VaultDenied = "vault.denied";

    /// <summary>The vault refused a request for another reason.</summary>
    public const string VaultRefused = "vault.refused";

    /// <summary>There is no identity on this machine that could ask the vault.</summary>
    public const string VaultIdentityMissing = "vault.identity_missing";

    /// <summary>A vault asked for a token that is meant for somebody else.</summary>
    public const string VaultChallengeForeign = "vault.challenge_foreign";

    /// <summary>An identifier is not one of a key or secret of the configured vault with its version.</summary>
    public const string VaultIdentifierInvalid = "vault.identifier_invalid";

    /// <summary>The vault has no such key or secret, or it was deleted.</summary>
    public const string VaultKeyNotFound = "vault.key_not_found";

    /// <summary>The vault has a key or secret of that name already, deleted ones included.</summary>
    public const string VaultKeyExists = "vault.key_exists";

    /// <summary>The key or secret is disabled.</summary>
    public const string VaultKeyDisabled = "vault.key_disabled";

    /// <summary>The key has expired.</summary>
    public const string VaultKeyExpired = "vault.key_expired";

    /// <summary>The key may not be used yet.</summary>
    public const string VaultKeyNotYetValid = "vault.key_not_yet_valid";

    /// <summary>The key or secret is of another kind than is needed.</summary>
    public const string VaultKeyUnsuitable = "vault.key_unsuitable";

    /// <summary>What the vault gave as a signature is not one of the pinned key over the digest.</summary>
    public const string VaultSignatureInvalid = "vault.signature_invalid";

    /// <summary>A call carries no key or token that is good here: none, a wrong, unknown, revoked or foreign one.</summary>
    public const string AccessUnauthenticated = "access.unauthenticated";

    /// <summary>A call's key or token was good once; it has expired.</summary>
    public const string AccessExpired = "access.expired";

    /// <summary>The caller has not the role that a call needs.</summary>
    public const string AccessNotPermitted = "access.not_permitted";

    /// <summary>A caller or an address calls too often.</summary>
    public const string AccessRateLimited = "access.rate_limited";

    /// <summary>The keys with which tokens are signed cannot be had from their issuer.</summary>
    public const string AccessIssuerUnavailable = "access.issuer_unavailable";

    /// <summary>There is no such API key.</summary>
    public const string AccessKeyNotFound = "access.key_not_found";

    /// <summary>What is asked of a new API key cannot be given: its name, its time or its roles.</summary>
    public const string AccessKeyInvalid = "access.key_invalid";

    /// <summary>A request names a host that is none of the program's names.</summary>
    public const string RequestForeignHost = "request.foreign_host";

    /// <summary>An export of an affiliate was broken off, or the folder holds none.</summary>
    public const string AffiliateExportIncomplete = "affiliate.export_incomplete";

    /// <summary>An export of an affiliate is not as it was written, or another program's.</summary>
    public const string AffiliateExportDamaged = "affiliate.export_damaged";

    /// <summary>There is something under the name of an affiliate that is to be imported.</summary>
    public const string AffiliateNotEmpty = "affiliate.not_empty";
}
