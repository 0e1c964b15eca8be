using System;
using System.Text;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Http;

namespace UAsyncio.Nano.Tests.Http
{
    /// <summary>JSON, read and written.</summary>
    [TestClass]
    public class JsonTests
    {
        [TestMethod]
        [DataRow("{\"a\":[1,-2.5e+3,true,false,null,\"x\"],\"b\":{}}", "{ a: [ 1 -2.5e+3 T F N x ] b: { } }")]
        [DataRow(" [ ] ", "[ ]")]
        [DataRow("\t\"text\"\r\n", "text")]
        [DataRow("0", "0")]
        [DataRow("-0.0E0", "-0.0E0")]
        [DataRow("[\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\"]", "[ a\"\\/\b\f\n\r\t ]")]
        [DataRow("\"\\u0041\\u00e4\\u20AC\"", "A\u00e4\u20ac")]
        [DataRow("\"\\ud83d\\ude00\"", "\ud83d\ude00")]
        [DataRow("\"\\ud83d\"", "\ufffd")]
        [DataRow("\"\u00e4\u20ac\"", "\u00e4\u20ac")]
        [DataRow("[[[[]]]]", "[ [ [ [ ] ] ] ]")]
        [DataRow("{\"\\u0061\":1}", "{ a: 1 }")]
        public void Well_formed_text_is_read(string json, string tokens)
        {
            Assert.AreEqual(tokens, Tokens(json));
        }

        [TestMethod]
        [DataRow("")]
        [DataRow(" ")]
        [DataRow("{")]
        [DataRow("[")]
        [DataRow("]")]
        [DataRow("{]")]
        [DataRow("[}")]
        [DataRow("[1,]")]
        [DataRow("[,1]")]
        [DataRow("[1 2]")]
        [DataRow("[1,,2]")]
        [DataRow("{\"a\"}")]
        [DataRow("{\"a\":}")]
        [DataRow("{\"a\":1,}")]
        [DataRow("{\"a\" 1}")]
        [DataRow("{a:1}")]
        [DataRow("{1:1}")]
        [DataRow("1 2")]
        [DataRow("[] []")]
        [DataRow("01")]
        [DataRow("+1")]
        [DataRow("1.")]
        [DataRow(".5")]
        [DataRow("1e")]
        [DataRow("-")]
        [DataRow("0x1")]
        [DataRow("NaN")]
        [DataRow("tru")]
        [DataRow("True")]
        [DataRow("nul")]
        [DataRow("\"a")]
        [DataRow("\"a\nb\"")]
        [DataRow("\"\\x\"")]
        [DataRow("\"\\u12\"")]
        [DataRow("\"\\u12g4\"")]
        [DataRow("\"\\u0000\"")]
        [DataRow("'a'")]
        [DataRow("// a\n1")]
        [DataRow("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[")]
        public void Malformed_text_is_refused(string json)
        {
            HttpException refused = (HttpException)Expect.Throws(typeof(HttpException), () => Tokens(json));
            Assert.AreEqual(400, refused.StatusCode);
        }

        [TestMethod]
        public void Values_are_found_by_their_names()
        {
            JsonReader json = new JsonReader(Encoding.UTF8.GetBytes("{\"x\":{\"led\":1},\"led\":\"on\",\"list\":[3,4],\"n\":-21,\"d\":0.5,\"b\":true}"));
            Assert.IsTrue(json.ReadTo("led"));
            Assert.AreEqual("on", json.GetString());
            Assert.IsTrue(json.ReadTo("n"));
            Assert.AreEqual(-21, json.GetInt());
            Assert.IsTrue(json.ReadTo("d"));
            Assert.AreEqual(0.5, json.GetDouble());
            Assert.IsTrue(json.ReadTo("b"));
            Assert.IsTrue(json.GetBool());
            Assert.IsFalse(json.ReadTo("c"));
        }

        [TestMethod]
        [DataRow("2147483647", true)]
        [DataRow("-2147483648", true)]
        [DataRow("2147483648", false)]
        [DataRow("99999999999999999999", false)]
        [DataRow("1.0", false)]
        [DataRow("\"1\"", false)]
        [DataRow("null", false)]
        public void Number_that_is_no_int_is_refused(string json, bool fits)
        {
            JsonReader reader = new JsonReader(Encoding.UTF8.GetBytes(json));
            reader.Read();

            if (fits)
            {
                Assert.AreEqual(json, reader.GetInt().ToString());
            }
            else
            {
                Expect.Throws(typeof(HttpException), () => reader.GetInt());
            }
        }

        [TestMethod]
        [DataRow("1732752000000", true)]
        [DataRow("9223372036854775807", true)]
        [DataRow("-9223372036854775808", true)]
        [DataRow("9223372036854775808", false)]
        [DataRow("-9223372036854775809", false)]
        [DataRow("92233720368547758070", false)]
        [DataRow("1e3", false)]
        public void Number_that_is_no_long_is_refused(string json, bool fits)
        {
            JsonReader reader = new JsonReader(Encoding.UTF8.GetBytes(json));
            reader.Read();

            if (fits)
            {
                Assert.AreEqual(json, reader.GetLong().ToString());
            }
            else
            {
                Expect.Throws(typeof(HttpException), () => reader.GetLong());
            }
        }

        [TestMethod]
        public void What_is_written_is_json()
        {
            JsonWriter json = new JsonWriter(16);

            for (int i = 0; i < 2; i++)
            {
                json.Clear();
                json.StartObject();
                json.Name("text");
                json.Value("a\"\\\n\u0001\u00e4\u20ac");
                json.Name("none");
                json.Value((string)null);
                json.Name("list");
                json.StartArray();
                json.Value(1);
                json.Value(-5000000000);
                json.Value(true);
                json.Value(0.5);
                json.Value(double.NaN);
                json.Decimal(215, 1);
                json.Decimal(-5, 2);
                json.StartObject();
                json.EndObject();
                json.Raw("[]");
                json.EndArray();
                json.EndObject();
                const string Written = "{\"text\":\"a\\\"\\\\\\u000a\\u0001\u00e4\u20ac\",\"none\":null,\"list\":[1,-5000000000,true,0.5,null,21.5,-0.05,{},[]]}";
                Assert.AreEqual(Written, Encoding.UTF8.GetString(json.Buffer, 0, json.Length));
                Assert.AreEqual(Written, json.ToString());
                byte[] copy = json.ToArray();
                json.Clear();
                json.Value("another");
                Assert.AreEqual(Written, Encoding.UTF8.GetString(copy, 0, copy.Length));
            }
        }

        [TestMethod]
        [DataRow(1E15, "1000000000000000")]
        [DataRow(-1234567890123456.0, "-1234567890123456")]
        [DataRow(1E16, "10000000000000000")]
        public void Number_of_many_digits_is_written_as_it_is(double value, string text)
        {
            JsonWriter json = new JsonWriter();
            json.Value(value);
            Assert.AreEqual(text, Encoding.UTF8.GetString(json.Buffer, 0, json.Length));
        }

        [TestMethod]
        public void What_would_be_no_json_is_refused_and_nothing_written()
        {
            JsonWriter json = new JsonWriter();
            Expect.Throws(typeof(ArgumentOutOfRangeException), () => json.Decimal(5, 0));
            Expect.Throws(typeof(ArgumentNullException), () => json.Name(null));
            Expect.Throws(typeof(ArgumentNullException), () => json.Raw(null));
            Assert.AreEqual(0, json.Length);
        }

        [TestMethod]
        public void Name_that_is_no_string_of_a_device_is_passed_over()
        {
            JsonReader json = new JsonReader(Encoding.UTF8.GetBytes("{\"\\u0000\":1,\"a\":2}"));
            Assert.IsTrue(json.ReadTo("a"));
            Assert.AreEqual(2, json.GetInt());
        }

        [TestMethod]
        [DataRow(-1, 1)]
        [DataRow(1, -1)]
        [DataRow(2, 2)]
        public void Part_that_is_not_in_the_array_is_refused(int offset, int count)
        {
            Expect.Throws(typeof(ArgumentOutOfRangeException), () => new JsonReader(new byte[3], offset, count));
        }

        private static string Tokens(string text)
        {
            JsonReader json = new JsonReader(Encoding.UTF8.GetBytes(text));
            string tokens = string.Empty;

            while (json.Read())
            {
                tokens += (tokens.Length > 0 ? " " : string.Empty) + Text(json);
            }

            return tokens;
        }

        private static string Text(JsonReader json)
        {
            switch (json.Token)
            {
                case JsonToken.ObjectStart: return "{";
                case JsonToken.ObjectEnd: return "}";
                case JsonToken.ArrayStart: return "[";
                case JsonToken.ArrayEnd: return "]";
                case JsonToken.Name: return json.GetString() + ":";
                case JsonToken.True: return "T";
                case JsonToken.False: return "F";
                case JsonToken.Null: return "N";
                case JsonToken.Number: return json.NumberText;
                default: return json.GetString();
            }
        }
    }
}
