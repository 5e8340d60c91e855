/*
 * libsecp256k1 called from C, as the limit that the managed binding is measured against. Bytes in, bytes out, as the binding does it: points
 * are parsed and written, signatures too. The prototypes are declared here, so no development package is needed.
 *
 * Protocol: prints "curve 1" when it is ready; then for each line "operation count" on standard input runs the operation count
 * times and prints the nanoseconds it took. Ends with its input.
 */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct context context;
typedef struct { unsigned char bytes[64]; } opaque;
typedef int (*hash_point)(unsigned char *output, const unsigned char *x, const unsigned char *y, void *data);

context *secp256k1_context_create(unsigned flags);
int secp256k1_context_randomize(context *, const unsigned char *seed);
int secp256k1_ec_pubkey_parse(const context *, opaque *key, const unsigned char *input, size_t length);
int secp256k1_ec_pubkey_serialize(const context *, unsigned char *output, size_t *length, const opaque *key, unsigned flags);
int secp256k1_ec_pubkey_create(const context *, opaque *key, const unsigned char *secret);
int secp256k1_ecdsa_signature_parse_compact(const context *, opaque *signature, const unsigned char *input);
int secp256k1_ecdsa_signature_serialize_compact(const context *, unsigned char *output, const opaque *signature);
int secp256k1_ecdsa_signature_normalize(const context *, opaque *output, const opaque *input);
int secp256k1_ecdsa_verify(const context *, const opaque *signature, const unsigned char *digest, const opaque *key);
int secp256k1_ecdsa_sign(const context *, opaque *signature, const unsigned char *digest, const unsigned char *secret, void *nonce, void *data);
int secp256k1_ecdh(const context *, unsigned char *output, const opaque *key, const unsigned char *secret, hash_point hash, void *data);

enum { sign_and_verify = 0x0301, uncompressed = 0x0002, is_compressed = 0x0102 };

static context *library;
static unsigned char secret[32], digest[32], point[65], compressed[33], signature[64], output[65];

static void require(int result)
{
    if (result != 1) {
        fputs("libsecp256k1 refused a call\n", stderr);
        exit(1);
    }
}

static int copy_x(unsigned char *target, const unsigned char *x, const unsigned char *y, void *data)
{
    (void)y;
    (void)data;
    memcpy(target, x, 32);
    return 1;
}

static void write_point(const opaque *key, unsigned char *target, size_t length, unsigned form)
{
    require(secp256k1_ec_pubkey_serialize(library, target, &length, key, form));
}

static void generate(void)
{
    opaque key;
    require(secp256k1_ec_pubkey_create(library, &key, secret));
    write_point(&key, output, sizeof output, uncompressed);
}

static void agree(void)
{
    opaque key;
    require(secp256k1_ec_pubkey_parse(library, &key, point, sizeof point));
    require(secp256k1_ecdh(library, output, &key, secret, copy_x, NULL));
}

static void sign(void)
{
    opaque made;
    require(secp256k1_ecdsa_sign(library, &made, digest, secret, NULL, NULL));
    require(secp256k1_ecdsa_signature_serialize_compact(library, output, &made));
}

static void verify(void)
{
    opaque key, given;
    require(secp256k1_ec_pubkey_parse(library, &key, point, sizeof point));
    require(secp256k1_ecdsa_signature_parse_compact(library, &given, signature));
    (void)secp256k1_ecdsa_signature_normalize(library, &given, &given);
    require(secp256k1_ecdsa_verify(library, &given, digest, &key));
}

static void parse(const unsigned char *encoded, size_t length)
{
    opaque key;
    require(secp256k1_ec_pubkey_parse(library, &key, encoded, length));
    write_point(&key, output, sizeof output, uncompressed);
}

static void parse_compressed(void) { parse(compressed, sizeof compressed); }

static void parse_uncompressed(void) { parse(point, sizeof point); }

static const struct { const char *name; void (*run)(void); } operations[] = {
    { "generate", generate }, { "agree", agree }, { "sign", sign }, { "verify", verify },
    { "parse-compressed", parse_compressed }, { "parse-uncompressed", parse_uncompressed },
};

static void prepare(void)
{
    opaque key;
    library = secp256k1_context_create(sign_and_verify);
    memset(secret, 0x5a, sizeof secret);
    memset(digest, 0xa5, sizeof digest);
    require(secp256k1_context_randomize(library, digest));
    require(secp256k1_ec_pubkey_create(library, &key, secret));
    write_point(&key, point, sizeof point, uncompressed);
    write_point(&key, compressed, sizeof compressed, is_compressed);
    sign();
    memcpy(signature, output, sizeof signature);
}

static long long run(const char *name, long count)
{
    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++) {
        if (strcmp(operations[i].name, name) == 0) {
            struct timespec start, end;
            clock_gettime(CLOCK_MONOTONIC, &start);
            for (long done = 0; done < count; done++)
                operations[i].run();
            clock_gettime(CLOCK_MONOTONIC, &end);
            return (end.tv_sec - start.tv_sec) * 1000000000LL + (end.tv_nsec - start.tv_nsec);
        }
    }
    fprintf(stderr, "there is no operation %s\n", name);
    exit(1);
}

int main(void)
{
    char name[32];
    long count;
    prepare();
    puts("curve 1");
    fflush(stdout);
    while (scanf("%31s %ld", name, &count) == 2) {
        printf("%lld\n", run(name, count));
        fflush(stdout);
    }
    return 0;
}
