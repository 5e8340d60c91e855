using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using P8e.Devchain.Queries;
using P8e.Grpc;

namespace P8e.Devchain.Surfaces.Rest;

/// <summary>Answers queries as the node's grpc-gateway does (provenance-chain 2.13, 2.14, 6).</summary>
internal sealed class RestSurface
{
    /// <summary>Largest request body, in bytes: a transaction of the largest size in base64.</summary>
    internal const int MaximumBodyBytes = 2 << 20;

    private const string Prefix = "Grpc-Metadata-";
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly ChainNode _node;
    private readonly RestRoutes _routes;
    private readonly ProtoJson _json;
    private readonly JsonParser _parser;

    internal RestSurface(ChainNode node, QueryTable table)
    {
        _node = node;
        _routes = new RestRoutes(table);
        var types = new AnyTypes(node.Chain.Settings.Registry);
        _json = new ProtoJson(types, node.Chain.Settings.Addresses);
        _parser = new JsonParser(JsonParser.Settings.Default.WithTypeRegistry(types.Registry).WithIgnoreUnknownFields(true));
    }

    /// <summary>Answers one request, whatever it asks.</summary>
    internal async Task RunAsync(HttpContext http)
    {
        var body = await RequestBody.ReadAsync(http, MaximumBodyBytes).ConfigureAwait(false);
        using var answer = new MemoryStream();
        try
        {
            using var json = new Utf8JsonWriter(answer, Options);
            _json.Write(json, Answer(http, body));
        }
        catch (QueryException fault)
        {
            answer.SetLength(0);
            http.Response.StatusCode = StatusOf(fault.Status);
            WriteError(answer, fault.Status, fault.Message);
        }

        http.Response.ContentType = "application/json";
        http.Response.ContentLength = answer.Length;
        await http.Response.Body.WriteAsync(answer.GetBuffer().AsMemory(0, (int)answer.Length), http.RequestAborted).ConfigureAwait(false);
    }

    private IMessage Answer(HttpContext http, byte[]? body)
    {
        var found = _routes.Find(http.Request.Method, Path(http)) ?? throw QueryException.Of(GrpcStatusCode.Unimplemented, "Not Implemented");
        if (body is null)
        {
            throw QueryException.Of(GrpcStatusCode.InvalidArgument, "http: request body too large");
        }

        var request = Request(found.Route, found.Values, http, body);
        var headers = http.Request.Headers;
        string? height = headers[QueryContext.HeightHeader].FirstOrDefault() ?? headers[Prefix + QueryContext.HeightHeader].FirstOrDefault();
        var context = QueryContext.At(_node, QueryContext.ParseHeight(height));
        http.Response.Headers[Prefix + QueryContext.HeightHeader] = context.Height.ToString(CultureInfo.InvariantCulture);
        return found.Route.Method.Answer(request, context);
    }

    private IMessage Request(RestRoute route, IReadOnlyList<(string Name, string Value)> values, HttpContext http, byte[] body)
    {
        try
        {
            if (route.Verb == HttpMethods.Post)
            {
                return _parser.Parse(Encoding.UTF8.GetString(body), route.Method.Method.InputType);
            }

            var request = route.Method.Method.InputType.Parser.ParseFrom(ByteString.Empty);
            foreach (var (name, text) in QueryHelpers.ParseQuery(http.Request.QueryString.Value).SelectMany(pair => pair.Value.Select(text => (pair.Key, text ?? string.Empty))))
            {
                RequestFields.Set(request, name, text);
            }

            SetFromPath(request, values);
            return request;
        }
        catch (InvalidJsonException)
        {
            throw QueryException.Of(GrpcStatusCode.InvalidArgument, GoJson.Fault(Encoding.UTF8.GetString(body)));
        }
        // The last is what the reader says about an Any of a type that it does not know.
        catch (Exception fault) when (fault is InvalidProtocolBufferException or FormatException or InvalidOperationException)
        {
            throw QueryException.Of(GrpcStatusCode.InvalidArgument, fault.Message);
        }
    }

    private static void SetFromPath(IMessage request, IReadOnlyList<(string Name, string Value)> values)
    {
        foreach (var (name, text) in values)
        {
            try
            {
                RequestFields.Set(request, name, text);
            }
            catch (FormatException fault)
            {
                throw new FormatException($"type mismatch, parameter: {name}, error: {fault.Message}", fault);
            }
        }
    }

    // The gateway cuts the path after taking it out of its escapes, so that no part of a path can hold a slash (provenance-chain 6.1).
    private static string[] Path(HttpContext http)
    {
        var raw = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return Uri.UnescapeDataString(raw.Split('?')[0]).Split('/');
    }

    private static void WriteError(Stream stream, GrpcStatusCode status, string message)
    {
        using var json = new Utf8JsonWriter(stream, Options);
        json.WriteStartObject();
        json.WriteNumber("code", (int)status);
        json.WriteString("message", message);
        json.WriteStartArray("details");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static int StatusOf(GrpcStatusCode status) => status switch
    {
        GrpcStatusCode.InvalidArgument or GrpcStatusCode.FailedPrecondition or GrpcStatusCode.OutOfRange => StatusCodes.Status400BadRequest,
        GrpcStatusCode.NotFound => StatusCodes.Status404NotFound,
        GrpcStatusCode.Unimplemented => StatusCodes.Status501NotImplemented,
        _ => StatusCodes.Status500InternalServerError,
    };
}
