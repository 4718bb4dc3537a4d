using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor fill_(Scalar value)
        {
            Aten.fill___Scalar.Run(this, value);
            return this;
        }
        public Tensor fill_(Tensor value)
        {
            Aten.fill___Tensor.Run(this, value);
            return this;
        }
        public Tensor zero_()
        {
            Aten.zero_.Run(this);
            return this;
        }
        public Tensor copy_(Tensor source, bool nonBlocking = false)
        {
            Aten.copy_.Run(this, source, nonBlocking);
            return this;
        }
        public Tensor normal_(double mean = 0, double std = 1, Generator? generator = null)
        {
            Aten.normal_.Run(this, mean, std, generator);
            return this;
        }
        public Tensor uniform_(double from, double to, Generator? generator = null)
        {
            Aten.uniform_.Run(this, from, to, generator);
            return this;
        }
        public Tensor bernoulli(Generator? generator = null) => Aten.bernoulli.Call(this, generator);
        public Tensor bernoulli(double p, Generator? generator = null) => Aten.bernoulli__p.Call(this, p, generator);
        public Tensor bernoulli_(double p = 0.5, Generator? generator = null)
        {
            Aten.bernoulli___float.Run(this, p, generator);
            return this;
        }
        public Tensor bernoulli_(Tensor p, Generator? generator = null)
        {
            Aten.bernoulli___Tensor.Run(this, p, generator);
            return this;
        }
        public Tensor random_(double from, double to, Generator? generator = null)
        {
            Aten.random___from.Run(this, (long)from, (long)to, generator);
            return this;
        }
        public Tensor exponential_(double lambda = 1, Generator? generator = null)
        {
            Aten.exponential_.Run(this, lambda, generator);
            return this;
        }
        public Tensor geometric_(double p, Generator? generator = null)
        {
            Aten.geometric_.Run(this, p, generator);
            return this;
        }
        public Tensor cauchy_(double median = 0.0, double sigma = 1.0, Generator? generator = null)
        {
            Aten.cauchy_.Run(this, median, sigma, generator);
            return this;
        }
        public Tensor log_normal_(double mean = 1.0, double std = 2.0, Generator? generator = null)
        {
            Aten.log_normal_.Run(this, mean, std, generator);
            return this;
        }
        public Tensor poisson(Generator? generator = null) => Aten.poisson.Call(this, generator);
        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null) =>
            Aten.multinomial.Call(this, num_samples, replacement, generator);
    }
}
